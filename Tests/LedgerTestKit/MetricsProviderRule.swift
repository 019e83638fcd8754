package import Rollout
import Testing

/// One sentence that must be true of every ``MetricsProvider``, and how to find out.
package struct MetricsProviderRule: Sendable, CustomTestStringConvertible {
    package let testDescription: String
    /// Takes a provider as ``MetricsProviderContract/busyVersion`` says.
    package let check: @Sendable (any MetricsProvider) async throws -> Void

    init(
        _ sentence: String, check: @escaping @Sendable (any MetricsProvider) async throws -> Void
    ) {
        testDescription = sentence
        self.check = check
    }
}

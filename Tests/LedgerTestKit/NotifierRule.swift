package import Rollout
import Testing

/// One rule of ``NotifierContract``.
package struct NotifierRule: Sendable, CustomTestStringConvertible {
    package let testDescription: String
    package let check: @Sendable (any NotifierBench) async throws -> Void

    init(
        _ name: String, _ check: @escaping @Sendable (any NotifierBench) async throws -> Void
    ) {
        testDescription = name
        self.check = check
    }
}

/// A sink with what stands behind it.
package protocol NotifierBench: Sendable {
    var notifier: any Notifier { get }
    /// What has arrived, as text, oldest first.
    func arrived() async throws -> [String]
    /// Makes the other side answer the next call with no.
    func refuseNext() async throws
    /// Takes the other side away.
    func goAway() async throws
}

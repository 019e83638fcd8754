package import Rollout
import Testing

/// One sentence that must be true of every ``TrafficRouter``, and how to find out.
package struct TrafficRouterRule: Sendable, CustomTestStringConvertible {
    package let testDescription: String
    /// Takes a router that nobody else uses, with the targets `stable` at 100 and `canary` at 0
    /// and no other, and that has seen no token.
    package let check: @Sendable (any TrafficRouter) async throws -> Void

    init(_ sentence: String, check: @escaping @Sendable (any TrafficRouter) async throws -> Void) {
        testDescription = sentence
        self.check = check
    }
}

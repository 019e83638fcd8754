import Testing
package import WorkQueue

/// One sentence that must be true of every ``WakeUpQueue``, and how to find out.
package struct WakeUpQueueRule: Sendable, CustomTestStringConvertible {
    package let testDescription: String
    /// Takes a queue that is empty and that nobody else uses.
    package let check: @Sendable (any WakeUpQueue) async throws -> Void

    init(_ sentence: String, check: @escaping @Sendable (any WakeUpQueue) async throws -> Void) {
        testDescription = sentence
        self.check = check
    }
}

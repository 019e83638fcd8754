import Testing

/// Gives a suite a server of its own, ``AnswerServer/current``, and kills it afterwards.
struct AnswerServerTrait: SuiteTrait, TestScoping {
    func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
    ) async throws {
        let server = try await AnswerServer.start()
        try await AnswerServer.$current.withValue(server, operation: function)
    }
}

extension Trait where Self == AnswerServerTrait {
    static var answerServer: Self { Self() }
}

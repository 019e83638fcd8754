import Testing

/// Gives a suite a Prometheus of its own, ``MeasuredVersions/current``, to read from.
struct MeasuredVersionsTrait: SuiteTrait, TestScoping {
    func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
    ) async throws {
        let versions = try await MeasuredVersions.start()
        try await MeasuredVersions.$current.withValue(versions, operation: function)
        await versions.stop()
    }
}

extension Trait where Self == MeasuredVersionsTrait {
    static var measuredVersions: Self { Self() }
}

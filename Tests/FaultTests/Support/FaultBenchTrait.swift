import Testing

/// Gives a suite a ``FaultBench``, which ends with it.
struct FaultBenchTrait: SuiteTrait, TestScoping {
    func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
    ) async throws {
        let bench = try await FaultBench.start()
        let result: Result<Void, any Error>
        do {
            result = .success(try await FaultBench.$current.withValue(bench, operation: function))
        } catch {
            result = .failure(error)
        }
        await bench.stop()
        try result.get()
    }
}

extension Trait where Self == FaultBenchTrait {
    static var faultBench: Self { Self() }
}

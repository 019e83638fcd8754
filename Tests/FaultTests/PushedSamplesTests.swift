import Curl
import LedgerCore
import Testing

extension FaultTests {
    @Suite struct PushedSamplesTests {
        @Test func `pushed samples alone promote a good version and take a bad one back`()
            async throws
        {
            try await Scenario.run { scenario in
                var settings = scenario.settings(backend: "agents")
                settings["metrics"] = .object(["kind": "pushed"])
                _ = try await scenario.caller.order(.put, scenario.path, settings, key: "pushed")
                try await scenario.startWorker("one")

                try await scenario.deploy("v2")
                let good = try await scenario.pushing([("v1", 0), ("v2", 0)]) {
                    try await scenario.log.wait(for: .deploymentCompleted)
                }
                #expect(try scenario.fold(good).live?.version == "v2")

                try await scenario.deploy("v3", stages: [(50, 30)])
                let bad = try await scenario.pushing([("v2", 0), ("v3", 80)]) {
                    try await scenario.log.wait(for: .deploymentAborted)
                }
                #expect(try scenario.fold(bad).bad == ["v3"])
                #expect(try scenario.fold(bad).live?.version == "v2")
                #expect(try bad.providers == ["pushed"])
                try await scenario.expectAllWell()
            }
        }
    }
}

extension Scenario {
    /// Sends samples several times a second while something is waited for.
    ///
    /// - Parameter versions: each with how many of a hundred requests failed.
    fileprivate func pushing<Found: Sendable>(
        _ versions: [(String, Int)], until wait: @escaping @Sendable () async throws -> Found
    ) async throws -> Found {
        let samples = versions.map { version, errors in
            JSONValue.object([
                "version": .string(version), "seconds": 1, "requests": 100,
                "errors": .integer(errors),
            ])
        }
        return try await withThrowingTaskGroup(of: Found?.self) { group in
            group.addTask { try await wait() }
            group.addTask {
                var number = 0
                while !Task.isCancelled {
                    number += 1
                    _ = try await self.caller.order(
                        .post, self.path + "/samples", ["samples": .array(samples)],
                        key: "push-\(versions[1].0)-\(number)")
                    try await self.serve(5)
                }
                return nil
            }
            let found = try await group.next() ?? nil
            group.cancelAll()
            return try #require(found)
        }
    }
}

extension [RecordedEvent] {
    /// Who measured anything.
    fileprivate var providers: Set<String> {
        get throws {
            let sources = try filter { $0.type == SampleEvent.Name.recorded.rawValue }.compactMap {
                event in
                if case .recorded(let fact) = try SampleEvent(event) {
                    fact.measurement.provider
                } else {
                    nil as String?
                }
            }
            return Set(sources)
        }
    }
}

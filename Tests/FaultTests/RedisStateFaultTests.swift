import Foundation
import Glibc
import LedgerCore
import Redis
import Servers
import Testing

extension FaultTests {
    /// Redis lives, and is not what it was.
    @Suite struct RedisStateFaultTests {
        @Test(arguments: ["DEL", "XGROUP DESTROY", "XGROUP DELCONSUMER"])
        func `a canary goes on when somebody takes a part of the queue away`(
            command: String
        ) async throws {
            try await Scenario.run { scenario in
                try await Self.canary(scenario, "Redis: \(command)") {
                    let redis = scenario.redisConnection
                    for stream in try await redis.send(["KEYS", "shiplog:*"]).array ?? [] {
                        guard let name = stream.text else { continue }
                        // Each may have gone already: an error is an answer.
                        _ = try await redis.pipeline(Self.commands(command, on: name))
                    }
                }
            }
        }

        private static func commands(_ command: String, on stream: String) -> [RedisCommand] {
            switch command {
            case "DEL": [["DEL", .init(stream)]]
            case "XGROUP DESTROY": [["XGROUP", "DESTROY", .init(stream), "agent-workers"]]
            default:
                ["one", "two"].map {
                    ["XGROUP", "DELCONSUMER", .init(stream), "agent-workers", .init($0)]
                }
            }
        }

        @Test func `a canary goes on when Redis is full`() async throws {
            try await Scenario.run { scenario in
                try await Self.canary(scenario, "Redis: full") {
                    let redis = scenario.redisConnection
                    _ = try await redis.send(["CONFIG", "SET", "maxmemory", "1"])
                    let full = try await redis.pipeline([["SET", "shiplog:test", "x"]])
                    #expect("\(full)".contains("OOM"))
                }
            }
        }

        @Test func `a canary goes on when Redis comes back with an older state`() async throws {
            try await Scenario.run { scenario in
                try await Self.canary(scenario, "Redis: older state after a kill") {
                    await scenario.redis.kill()
                    try Self.halveLog(in: scenario.redis.directory)
                    try await scenario.redis.restart()
                }
            }
        }

        /// As a replica has it that is promoted before it heard of the last writes.
        private static func halveLog(in directory: String) throws {
            let folder = directory + "/appendonlydir"
            let names = try FileManager.default.contentsOfDirectory(atPath: folder)
            let name = try #require(names.first { $0.hasSuffix(".incr.aof") })
            let file = try FileHandle(forUpdating: URL(filePath: folder + "/" + name))
            let size = try file.seekToEnd()
            try #require(size > 1000)
            try file.truncate(atOffset: size / 2)
            try file.close()
        }

        @Test func `a canary goes on after Redis stood still for longer than a claim takes`()
            async throws
        {
            try await Scenario.run { scenario in
                try await Self.canary(scenario, "Redis: stands still for 15 s") {
                    Glibc.kill(scenario.redis.pid, SIGSTOP)
                    try await scenario.serve(300)
                    Glibc.kill(scenario.redis.pid, SIGCONT)
                }
            }
        }

        /// A canary with two workers, and the fault in its first stage.
        private static func canary(
            _ scenario: Scenario, _ fault: String, _ harm: () async throws -> Void
        ) async throws {
            try await scenario.register()
            try await scenario.startWorker("one")
            try await scenario.startWorker("two")
            try await scenario.deploy()
            _ = try await scenario.log.wait(for: .shiftObserved)

            try await scenario.recover(from: fault, harm)

            let events = try await scenario.log.wait(for: .deploymentCompleted)
            #expect(Story.told(by: events, of: scenario.stream) == Story.canary)
            try await scenario.expectAllWell()
        }
    }
}

extension Scenario {
    fileprivate var redisConnection: RedisConnection {
        RedisConnection(
            RedisAddress(.socket(path: redis.socketPath)), callTimeout: .seconds(10))
    }
}

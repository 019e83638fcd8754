import Curl
import Foundation
import LedgerCore
import Servers
import Testing

extension FaultTests {
    /// Requests that are carried out while their answers are lost: nobody knows whether they were.
    @Suite struct LostAnswerTests {
        @Test func `a canary goes on while every twentieth answer of Postgres is lost`()
            async throws
        {
            try await Scenario.run { scenario in
                let (detours, proxy) = try await scenario.lossyPostgres()
                try await Self.run(scenario, proxy, losingEvery: 20, detours)
            }
        }

        @Test func `a canary goes on while every third answer of Redis is lost`() async throws {
            try await Scenario.run { scenario in
                let (detours, proxy) = try await scenario.lossyRedis()
                try await Self.run(scenario, proxy, losingEvery: 3, detours)
            }
        }

        @Test func `a canary goes on while every fourth answer of the balancer is lost`()
            async throws
        {
            try await Scenario.run { scenario in
                let proxy = try await scenario.lossyBalancer()
                try await Self.run(scenario, proxy, losingEvery: 4, Detours())
            }
        }

        @Test func `a balancer that obeys and stays silent is read back when it speaks again`()
            async throws
        {
            try await Scenario.run { scenario in
                let proxy = try await scenario.lossyBalancer()
                try proxy.holds()
                try await scenario.deploy()
                try await scenario.startWorker("one")
                _ = try await scenario.log.wait(for: .shiftFailed)

                try proxy.passes()

                let events = try await scenario.log.wait(for: .deploymentCompleted)
                #expect(events.count(of: .deploymentAborted) == 0)
                try await scenario.expectAllWell()
                await proxy.stop()
            }
        }

        /// A canary by one worker, all of whose conversations with somebody go by the proxy.
        private static func run(
            _ scenario: Scenario, _ proxy: LossyProxy, losingEvery count: Int, _ detours: Detours
        ) async throws {
            if detours.database != nil || detours.redis != nil { try await scenario.register() }
            let worker = try await scenario.startWorker("one", detours)
            try proxy.losesEvery(count)
            let deployment = try await scenario.deploy()
            _ = try await scenario.log.wait(for: .shiftObserved)
            // Its looks and read-backs go on while it is held, however fast the machine is.
            try await scenario.control(deployment, "pause", ["reason": "lose some more"])
            try await proxy.waitForLost(5)
            try await scenario.control(deployment, "resume", ["reason": "enough"])

            let events = try await scenario.log.wait(for: .deploymentCompleted)

            #expect(worker.isRunning)
            #expect(events.count(of: .stagePassed) == 2)
            #expect(events.count(of: .deploymentAborted) == 0)
            try proxy.passes()
            try await scenario.expectAllWell()
            await proxy.stop()
        }
    }
}

extension Scenario {
    fileprivate func lossyPostgres() async throws -> (Detours, LossyProxy) {
        let folder = try folder("lossy-postgres")
        let parts = database.split(separator: "'")
        let own = try #require(parts.dropFirst().first.map(String.init))
        let proxy = try await LossyProxy.start(
            in: folder, listening: "unix:\(folder)/.s.PGSQL.5432",
            asking: "unix:\(own)/.s.PGSQL.5432")
        let detour = database.replacingOccurrences(of: own, with: folder)
        return (Detours(database: detour), proxy)
    }

    fileprivate func lossyRedis() async throws -> (Detours, LossyProxy) {
        let folder = try folder("lossy-redis")
        let proxy = try await LossyProxy.start(
            in: folder, listening: "unix:\(folder)/redis.sock", asking: "unix:\(redis.socketPath)")
        return (Detours(redis: "unix://\(folder)/redis.sock"), proxy)
    }

    /// The service is registered with a balancer behind the proxy.
    fileprivate func lossyBalancer() async throws -> LossyProxy {
        let proxy = try await LossyProxy.start(
            in: try folder("lossy-balancer"), asking: "tcp:\(balancer.runtimePort)")
        var settings = settings(backend: "agents")
        settings["router"] = .object([
            "kind": "haproxy", "address": .string("127.0.0.1:\(proxy.port)"), "backend": "agents",
        ])
        _ = try await caller.order(.put, path, settings, key: "register")
        return proxy
    }

    private func folder(_ name: String) throws -> String {
        let path = directory.path + "/" + name
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: false)
        return path
    }
}

import Redis
import RedisQueue
import Servers
import Testing
import WorkQueue

/// A Redis of the test's own, a queue in it, and a connection to do harm with.
struct RedisFixture {
    let server: RedisServer
    let address: RedisAddress
    let queue: RedisWakeUpQueue
    let admin: RedisConnection

    /// Runs a test; the server is gone afterwards.
    static func run(
        settings: [String: String] = [:], callTimeout: Duration = .seconds(10),
        _ test: (RedisFixture) async throws -> Void
    ) async throws {
        let directory = try PrivateDirectory()
        let server = try await RedisServer.start(in: directory.path, settings: settings)
        let address = RedisAddress(.socket(path: server.socketPath))
        let fixture = RedisFixture(
            server: server, address: address,
            queue: RedisWakeUpQueue(address, callTimeout: callTimeout),
            admin: RedisConnection(address, callTimeout: .seconds(10)))
        do {
            try await test(fixture)
        } catch {
            await server.kill()
            directory.remove()
            throw error
        }
        await server.kill()
        directory.remove()
    }

    /// The key of the stream that a wake-up goes to.
    func key(of wakeUp: WakeUp) -> String {
        "shiplog:{p0\(Partition.of(wakeUp.stream))}:\(wakeUp.lane.rawValue)"
    }

    /// Receives while something happens to the server, which starts when the read waits.
    func received(
        _ lanes: [Lane] = Lane.allCases, during happening: () async throws -> Void
    ) async throws -> [Delivery] {
        let queue = queue
        let reading = Task {
            try await queue.receive(lanes, for: "ada", limit: 10, patience: .seconds(30))
        }
        try await until("a read waits") {
            try await admin.send(["INFO", "clients"]).text?.contains("blocked_clients:1") == true
        }
        try await happening()
        return try await reading.value
    }

    /// Asks until the answer is yes; a test that never gets it fails.
    func until(_ what: String, _ isTrue: () async throws -> Bool) async throws {
        let deadline = ContinuousClock.now + .seconds(20)
        while try await !isTrue() {
            try #require(ContinuousClock.now < deadline, "never true: \(what)")
        }
    }
}

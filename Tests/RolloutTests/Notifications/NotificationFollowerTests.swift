import EventLog
import LedgerCore
import LedgerTestKit
import Rollout
import Testing

struct NotificationFollowerTests {
    private let bench = NoticeBench()

    @Test func `an event is told to each sink of its routes, once`() async throws {
        let follower = bench.follower([
            NotificationRoute(sinks: ["ops", "audit"]), NotificationRoute(sinks: ["ops"]),
            NotificationRoute(environments: ["staging"], sinks: ["other"]),
        ])
        try await bench.catchUp(follower)
        try await bench.stall()
        try await bench.catchUp(follower)

        let sinks = try await bench.recorded().map { event -> String? in
            if case .decided(let fact) = event { fact.sink } else { nil }
        }
        #expect(sinks == ["ops", "audit"])
    }

    @Test func `what happened before the first start is told to nobody`() async throws {
        try await bench.stall(times: 3)

        let follower = try await bench.begun()
        #expect(try await bench.recorded().isEmpty)
        try await bench.stall()
        try await bench.catchUp(follower)
        #expect(try await bench.count(.decided) == 1)
    }

    @Test func `several followers at once decide each event once`() async throws {
        let followers = try await [bench.begun(), bench.begun(), bench.begun()]
        try await withThrowingTaskGroup { group in
            for follower in followers {
                group.addTask {
                    for _ in 0..<200 { _ = try await follower.advance() }
                }
            }
            for number in 1...20 {
                try await bench.stall(.service("agent-\(number)", in: "production"))
            }
            try await group.waitForAll()
        }
        for follower in followers { try await bench.catchUp(follower) }

        #expect(try await bench.count(.decided) == 20)
        #expect(await bench.streams().count == 20)
    }

    @Test func `a restart at any point neither loses nor repeats`() async throws {
        _ = try await bench.begun()
        for hour in 1...40 {
            try await bench.stall(.service("agent-\(hour)", in: "production"))
            // A follower of its own each time, some of which see no more than one batch.
            let follower = bench.follower()
            if hour.isMultiple(of: 3) {
                _ = try await follower.advance()
            } else {
                try await bench.catchUp(follower)
            }
            bench.clock.wait(700)
        }
        try await bench.catchUp(bench.follower())

        #expect(try await bench.count(.decided) == 40)
    }

    @Test func `a restart reads again from the last window, not from the beginning`() async throws {
        var follower = try await bench.begun()
        for _ in 1...21 {
            try await bench.stall()
            try await bench.catchUp(follower)
            bench.clock.wait(700)
        }
        let length = await bench.store.read(after: 0, limit: 10_000).count

        follower = bench.follower()
        let read = try await follower.advance()
        #expect(read < 12)
        #expect(length > 60)
    }

    @Test func `a storm is told by three messages and one summary of the rest`() async throws {
        let follower = try await bench.begun()
        try await bench.stall(times: 10)
        try await bench.catchUp(follower)
        try await bench.sendDue()
        #expect(bench.sink.received.map(\.count) == [1, 1, 1])

        bench.clock.wait(600)
        try await bench.sendDue()
        #expect(bench.sink.received.map(\.count) == [1, 1, 1, 7])
        #expect(bench.sink.received.last?.title == "7 more times: No progress: a person must look")
        #expect(await bench.streams().count == 4)
    }

    @Test func `a storm across a restart is counted from its window's beginning`() async throws {
        var follower = try await bench.begun()
        for _ in 0..<4 {
            try await bench.stall(times: 2)
            try await bench.catchUp(follower)
            follower = bench.follower()
        }
        bench.clock.wait(600)
        try await bench.sendDue()

        #expect(bench.sink.received.map(\.count).sorted() == [1, 1, 1, 5])
    }

    @Test func `what comes after its summary was sent is told by itself`() async throws {
        let follower = try await bench.begun()
        try await bench.stall(times: 5)
        // The rest of the window is read when the summary is gone.
        let late = bench.follower()
        try await bench.stall(times: 1)
        try await bench.catchUp(late)
        bench.clock.wait(660)
        try await bench.sendDue()
        #expect(bench.sink.received.map(\.count).sorted() == [1, 1, 1, 3])
        try await bench.catchUp(follower)
        try await bench.sendDue()

        #expect(bench.sink.received.count == 4)
    }
}

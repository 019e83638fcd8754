import LedgerCore
import Testing

struct EnvironmentStateTests {
    private var state = EnvironmentState()
    private let nightly = FreezeWindow(
        name: "nights",
        schedule: .weekly(.init(days: [], from: 22 * 60, until: 5 * 60, zone: .utc)))

    private mutating func accept(_ command: EnvironmentCommand, at now: Timestamp = Example.noon)
        throws(Refusal) -> [EnvironmentEvent.Name]
    {
        let events = try state.decide(command, at: now)
        for event in events {
            EnvironmentState.evolve(
                &state, with: event,
                EventContext(
                    position: state.version + 1, version: state.version + 1, at: now,
                    command: Example.id(1), actor: "person:ann", reason: "because"))
        }
        return events.map(\.stored.name)
    }

    private func once(_ name: String, until end: Int) -> FreezeWindow {
        FreezeWindow(
            name: name,
            schedule: .once(
                from: Example.noon.adding(seconds: end - 60),
                until: Example.noon.adding(seconds: end)))
    }

    @Test mutating func `the freeze that lasts longest is the one that is told`() throws {
        _ = try accept(.setFreeze(once("short", until: 30)))
        _ = try accept(.setFreeze(once("long", until: 40)))
        #expect(state.rules(at: Example.noon).freeze?.name == "long")
        #expect(
            state.rules(at: Example.noon).freeze?.until == Example.noon.adding(seconds: 40))
        #expect(state.rules(at: Example.noon.adding(seconds: 40)).freeze == nil)
    }

    @Test mutating func `the same again changes nothing, another of the name takes its place`()
        throws
    {
        #expect(try accept(.setFreeze(nightly)) == [.freezeSet])
        #expect(try accept(.setFreeze(nightly)) == [])
        #expect(try accept(.setFreeze(once("nights", until: 90))) == [.freezeSet])
        #expect(state.freezes.count == 1)
        #expect(try accept(.removeFreeze(name: "nights")) == [.freezeRemoved])
        #expect(throws: Refusal.self) {
            try state.decide(.removeFreeze(name: "nights"), at: Example.noon)
        }
    }

    @Test mutating func `what is over is refused, and makes room`() throws {
        let old = once("old", until: 0)
        #expect(throws: Refusal.self) { try state.decide(.setFreeze(old), at: Example.noon) }
        for number in 0..<EnvironmentState.freezeLimit {
            _ = try accept(.setFreeze(once("f\(number)", until: 60)))
        }
        #expect(throws: Refusal.self) { try state.decide(.setFreeze(nightly), at: Example.noon) }
        let later = Example.noon.adding(seconds: 60)
        #expect(try accept(.setFreeze(nightly), at: later).count == 51)
        #expect(state.freezes.count == 1)
    }

    @Test mutating func `the stop button says who pressed it, and when it was released`() throws {
        #expect(try accept(.stop) == [.stopped])
        #expect(try accept(.stop) == [])
        #expect(state.stop?.actor == "person:ann")
        #expect(state.stop?.reason == "because")
        #expect(try accept(.resume) == [.resumed])
        #expect(state.rules(at: Example.noon).resumedAt == Example.noon)
        #expect(throws: Refusal.self) { try state.decide(.resume, at: Example.noon) }
    }
}

import EventLog
import LedgerCore
import Testing

extension EventStoreContract {
    static var dueRules: [Rule] {
        [
            Rule("a due row is set, replaced and cleared by appends", setsAndClears),
            Rule("keeping leaves a due row as it is", keeps),
            Rule("bringing forward never makes a row later or less urgent", bringsForward),
            Rule("an append that only writes the due row needs the expected version", writesAlone),
            Rule("a refused append leaves the due row alone", refusedLeavesDue),
            Rule("rows whose time has come are taken, the most overdue first", takes),
            Rule("a taken row is pushed ahead by 30 s, an urgent one by 3 s", pushes),
            Rule("dispatches count up until the stream moves or the row is set", counts),
            Rule("a postponed row is later, as urgent and as often dispatched", postpones),
            Rule("only the primary stream has a due row", primaryOnly),
        ]
    }

    private static func setsAndClears(_ store: Store) async throws {
        let time = try await store.now().adding(seconds: 60)
        let later = time.adding(seconds: 60)

        _ = try await store.append(
            .sample(.sample("a", at: 0), due: .set(later, isUrgent: true)))
        #expect(try await store.due("a") == DueRow(at: later, isUrgent: true, dispatches: 0))
        _ = try await store.append(
            .sample(.sample("a", at: 1), due: .set(time, isUrgent: false)))
        #expect(try await store.due("a") == DueRow(at: time, isUrgent: false, dispatches: 0))
        _ = try await store.append(.sample(.sample("a", at: 2), due: .clear))
        #expect(try await store.due("a") == nil)
    }

    private static func keeps(_ store: Store) async throws {
        let time = try await store.now().adding(seconds: 60)
        _ = try await store.append(.sample(.sample("a", at: 0), due: .set(time, isUrgent: true)))

        _ = try await store.append(.sample(.sample("a", at: 1), due: .keep))
        _ = try await store.append(.sample(.sample("b", at: 0), due: .keep))

        #expect(try await store.due("a") == DueRow(at: time, isUrgent: true, dispatches: 0))
        #expect(try await store.due("b") == nil)
    }

    private static func bringsForward(_ store: Store) async throws {
        let time = try await store.now().adding(seconds: 60)
        let steps: [(Int, Bool, DueRow)] = [
            (0, false, DueRow(at: time, isUrgent: false, dispatches: 0)),
            (30, true, DueRow(at: time, isUrgent: true, dispatches: 0)),
            (-30, false, DueRow(at: time.adding(seconds: -30), isUrgent: true, dispatches: 0)),
        ]
        for (seconds, isUrgent, expected) in steps {
            let due = DueChange.bringForward(time.adding(seconds: seconds), isUrgent: isUrgent)
            _ = try await store.append(.sample(.sample("a", at: nil), due: due))
            #expect(try await store.due("a") == expected)
        }
    }

    private static func writesAlone(_ store: Store) async throws {
        let time = try await store.now().adding(seconds: 60)
        _ = try await store.append(.sample(.sample("a", at: 0)))
        let due = DueChange.set(time, isUrgent: false)

        let stale = try await store.append(.sample(.sample("a", at: 0, events: 0), due: due))
        #expect(stale == .wrongVersion(stream: .sample("a"), current: 1))
        #expect(try await store.due("a") == nil)

        _ = try await store.append(.sample(.sample("a", at: 1, events: 0), due: due))
        #expect(try await store.due("a")?.at == time)
        #expect(try await store.version(of: "a") == 1)
    }

    private static func refusedLeavesDue(_ store: Store) async throws {
        let time = try await store.now().adding(seconds: 60)
        _ = try await store.append(.sample(.sample("a", at: 0), due: .set(time, isUrgent: false)))

        _ = try await store.append(.sample(.sample("a", at: 0), due: .clear))

        #expect(try await store.due("a")?.at == time)
    }

    private static func takes(_ store: Store) async throws {
        let now = try await store.now()
        for (name, seconds) in [("a", -10), ("b", -30), ("c", 60), ("d", -20)] {
            let due = DueChange.set(now.adding(seconds: seconds), isUrgent: false)
            _ = try await store.append(.sample(.sample(name, at: 0), due: due))
        }

        let first = try await store.takeDue(limit: 2)
        #expect(first.map(\.stream) == [.sample("b"), .sample("d")])
        #expect(first.allSatisfy { $0.lateMilliseconds >= 20_000 })
        #expect(try await store.takeDue(limit: 10).map(\.stream) == [.sample("a")])
        #expect(try await store.takeDue(limit: 10).isEmpty)
    }

    private static func pushes(_ store: Store) async throws {
        let now = try await store.now()
        for (name, isUrgent) in [("a", false), ("b", true)] {
            let due = DueChange.set(now.adding(seconds: -1), isUrgent: isUrgent)
            _ = try await store.append(.sample(.sample(name, at: 0), due: due))
        }

        let before = try await store.now()
        let taken = try await store.takeDue(limit: 10)
        let after = try await store.now()

        #expect(Set(taken.filter(\.isUrgent).map(\.stream)) == [.sample("b")])
        for (name, seconds) in [("a", 30), ("b", 3)] {
            let at = try #require(try await store.due(name)?.at)
            #expect(at >= before.adding(seconds: seconds) && at <= after.adding(seconds: seconds))
        }
    }

    private static func counts(_ store: Store) async throws {
        let past = try await store.now().adding(seconds: -5)
        let early = DueChange.bringForward(past, isUrgent: false)
        _ = try await store.append(.sample(.sample("a", at: 0), due: .set(past, isUrgent: false)))

        #expect(try await store.takeDue(limit: 1).first?.dispatches == 1)
        _ = try await store.append(.sample(.sample("a", at: nil, events: 0), due: early))
        #expect(try await store.takeDue(limit: 1).first?.dispatches == 2)
        _ = try await store.append(.sample(.sample("a", at: nil), due: early))
        #expect(try await store.takeDue(limit: 1).first?.dispatches == 1)
        _ = try await store.append(.sample(.sample("a", at: nil)))
        #expect(try await store.due("a")?.dispatches == 0)
        let set = DueChange.set(past, isUrgent: false)
        _ = try await store.append(.sample(.sample("a", at: 3, events: 0), due: set))
        #expect(try await store.takeDue(limit: 1).first?.dispatches == 1)
        _ = try await store.append(.sample(.sample("a", at: 3, events: 0), due: set))
        #expect(try await store.due("a")?.dispatches == 0)
    }

    private static func postpones(_ store: Store) async throws {
        let past = try await store.now().adding(seconds: -5)
        _ = try await store.append(.sample(.sample("a", at: 0), due: .set(past, isUrgent: true)))
        _ = try await store.takeDue(limit: 1)

        let before = try await store.now()
        try await store.postpone(.sample("a"), seconds: 600)
        try await store.postpone(.sample("b"), seconds: 600)

        let row = try #require(try await store.due("a"))
        #expect(row.at >= before.adding(seconds: 600))
        #expect(row.isUrgent && row.dispatches == 1)
        #expect(try await store.due("b") == nil)
    }

    private static func primaryOnly(_ store: Store) async throws {
        let time = try await store.now().adding(seconds: 60)
        _ = try await store.append(
            .sample(.sample("a", at: 0), .sample("b", at: 0), due: .set(time, isUrgent: false)))

        #expect(try await store.due("a") != nil)
        #expect(try await store.due("b") == nil)
    }
}

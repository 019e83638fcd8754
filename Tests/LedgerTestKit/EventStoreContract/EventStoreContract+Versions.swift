import EventLog
import LedgerCore
import Testing

extension EventStoreContract {
    static var versionRules: [Rule] {
        [
            Rule("an append at the expected version is recorded", appendsAtExpectedVersion),
            Rule("an append at any other version changes nothing", refusesWrongVersion),
            Rule("an append without an expected version follows the last event", acceptsAny),
            Rule("several streams are appended to all or not at all", isAllOrNothing),
            Rule("a part without events only checks its version", checksWithoutEvents),
            Rule("an append that names a stream twice is invalid", refusesTwiceNamed),
            Rule("positions are dense in the order of the appends", positionsAreDense),
        ]
    }

    private static func appendsAtExpectedVersion(_ store: Store) async throws {
        let first = try await store.append(.sample(.sample("a", at: 0, events: 2)))
        #expect(first.appended?.firstPosition == 1)
        #expect(first.appended?.eventCount == 2)
        #expect(first.appended?.lastVersion == 2)

        let second = try await store.append(.sample(.sample("a", at: 2)))
        #expect(second.appended?.lastVersion == 3)
        #expect(try await store.version(of: "a") == 3)
    }

    private static func refusesWrongVersion(_ store: Store) async throws {
        _ = try await store.append(.sample(.sample("a", at: 0)))

        for version in [Int64(0), 2] {
            let outcome = try await store.append(.sample(.sample("a", at: version)))
            #expect(outcome == .wrongVersion(stream: .sample("a"), current: 1))
        }
        #expect(try await store.read(after: 0, limit: 10).count == 1)
    }

    private static func acceptsAny(_ store: Store) async throws {
        _ = try await store.append(.sample(.sample("a", at: 0)))

        let outcome = try await store.append(.sample(.sample("a", at: nil, events: 3)))

        #expect(outcome.appended?.lastVersion == 4)
    }

    private static func isAllOrNothing(_ store: Store) async throws {
        _ = try await store.append(.sample(.sample("b", at: 0)))

        let refused = try await store.append(
            .sample(.sample("a", at: 0), .sample("b", at: 0), .sample("c", at: 7)))
        #expect(refused == .wrongVersion(stream: .sample("b"), current: 1))
        #expect(try await store.version(of: "a") == 0)

        let accepted = try await store.append(
            .sample(.sample("a", at: 0, events: 2), .sample("b", at: 1, events: 3)))
        #expect(accepted.appended?.firstPosition == 2)
        #expect(accepted.appended?.eventCount == 5)
        #expect(accepted.appended?.lastVersion == 2)
        let events = try await store.read(after: 1, limit: 10)
        #expect(events.map(\.stream.text.last) == ["a", "a", "b", "b", "b"])
        #expect(events.map(\.version) == [1, 2, 2, 3, 4])
    }

    private static func checksWithoutEvents(_ store: Store) async throws {
        _ = try await store.append(.sample(.sample("samples", at: 0)))

        let stale = try await store.append(
            .sample(.sample("a", at: 0), .sample("samples", at: 0, events: 0)))
        #expect(stale == .wrongVersion(stream: .sample("samples"), current: 1))

        let fresh = try await store.append(
            .sample(.sample("a", at: 0), .sample("samples", at: 1, events: 0)))
        #expect(fresh.appended?.eventCount == 1)
        #expect(try await store.version(of: "samples") == 1)
    }

    private static func refusesTwiceNamed(_ store: Store) async throws {
        let error = await #expect(throws: EventStoreError.self) {
            try await store.append(.sample(.sample("a", at: 0), .sample("a", at: 1)))
        }
        #expect(error?.code == .invalid)
    }

    private static func positionsAreDense(_ store: Store) async throws {
        for number in 0..<5 {
            _ = try await store.append(.sample(.sample("s\(number % 2)", at: nil, events: 2)))
            _ = try await store.append(.sample(.sample("s0", at: 99)))
        }

        let events = try await store.read(after: 0, limit: 100)

        #expect(events.map(\.position) == Array(1...10))
        for name in ["s0", "s1"] {
            let versions = events.filter { $0.stream == .sample(name) }.map(\.version)
            #expect(versions == Array(1...Int64(versions.count)))
        }
    }
}

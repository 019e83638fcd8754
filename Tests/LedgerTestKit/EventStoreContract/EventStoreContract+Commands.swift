import EventLog
import LedgerCore
import Testing

extension EventStoreContract {
    static var commandRules: [Rule] {
        [
            Rule("a command sent again gets its first receipt and answer", replays),
            Rule("a known command is told so before its version is looked at", replaysWhenStale),
            Rule("another request under the same id is refused", refusesReuse),
            Rule("a refusal with an answer is remembered without events", remembersRefusals),
            Rule("a command with neither events nor answer is not remembered", forgetsNothings),
            Rule("a command that was refused by version may come again", retriesAfterWrongVersion),
            Rule("a load tells of a known command", loadsCommand),
        ]
    }

    private static func replays(_ store: Store) async throws {
        let request = AppendRequest.sample(
            .sample("a", at: 0, events: 2), answer: #"{"accepted":  true}"#)
        let first = try #require(try await store.append(request).appended)
        _ = try await store.append(.sample(.sample("b", at: 0)))

        #expect(try await store.append(request) == .replayed(first))
        #expect(first.answer == request.answer)
        #expect(try await store.read(after: 0, limit: 10).count == 3)
    }

    private static func replaysWhenStale(_ store: Store) async throws {
        let request = AppendRequest.sample(.sample("a", at: 0))
        let first = try #require(try await store.append(request).appended)
        _ = try await store.append(.sample(.sample("a", at: 1)))

        #expect(try await store.append(request) == .replayed(first))
    }

    private static func refusesReuse(_ store: Store) async throws {
        let id = ID.fresh()
        _ = try await store.append(.sample(.sample("a", at: 0), id: id))

        let outcome = try await store.append(.sample(.sample("a", at: 1), id: id, hash: 2))

        #expect(outcome == .commandReused)
        #expect(try await store.version(of: "a") == 1)
    }

    private static func remembersRefusals(_ store: Store) async throws {
        _ = try await store.append(.sample(.sample("a", at: 0)))
        let refusal = AppendRequest.sample(
            .sample("a", at: 1, events: 0), answer: #"{"refused":"cooldown"}"#)

        let first = try #require(try await store.append(refusal).appended)

        #expect(first.firstPosition == 2)
        #expect(first.eventCount == 0)
        #expect(first.lastVersion == 1)
        _ = try await store.append(.sample(.sample("a", at: 1)))
        #expect(try await store.append(refusal) == .replayed(first))
    }

    private static func forgetsNothings(_ store: Store) async throws {
        let request = AppendRequest.sample(.sample("a", at: 0, events: 0))

        #expect(try await store.append(request).appended != nil)

        let loaded = try await store.load(LoadQuery(streams: [], command: request.commandID))
        #expect(loaded.command == nil)
        #expect(try await store.append(request).appended != nil)
    }

    private static func retriesAfterWrongVersion(_ store: Store) async throws {
        let id = ID.fresh()
        #expect(
            try await store.append(.sample(.sample("a", at: 3), id: id))
                == .wrongVersion(stream: .sample("a"), current: 0))

        let outcome = try await store.append(.sample(.sample("a", at: 0), id: id))

        #expect(outcome.appended?.lastVersion == 1)
    }

    private static func loadsCommand(_ store: Store) async throws {
        let request = AppendRequest.sample(.sample("a", at: 0), hash: 9, answer: "[1]")
        let receipt = try #require(try await store.append(request).appended)

        let loaded = try await store.load(LoadQuery(streams: [], command: request.commandID))
        #expect(loaded.command == KnownCommand(requestHash: request.requestHash, receipt: receipt))
        #expect(try await store.load(LoadQuery(streams: [], command: .fresh())).command == nil)
    }
}

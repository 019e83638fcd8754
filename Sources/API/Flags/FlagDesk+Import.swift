import EventLog
import LedgerCore

extension FlagDesk {
    /// Takes many definitions in by one append: all of them, or none.
    func submit(
        _ wanted: FlagImport, _ request: APIRequest, _ reason: String?
    ) async throws -> APIResponse {
        let identity = try CommandIdentity(request)
        for _ in 0..<Self.retries {
            let tails = wanted.definitions.map {
                StreamTail(.flag($0.key, in: wanted.environment))
            }
            let loaded = try await dependencies.events.load(
                LoadQuery(streams: tails, command: identity.id))
            if let known = loaded.command { return try identity.replay(known) }
            let decided = try await decide(wanted, loaded)
            if let answer = try await append(
                decided.parts, decided.answer, request, reason, identity)
            {
                return answer
            }
        }
        throw Problem.unavailable("the flags are changing too fast; try again")
    }

    /// - Throws: a problem that names all that stands in the way, each at its flag.
    private func decide(
        _ wanted: FlagImport, _ loaded: Loaded
    ) async throws -> (parts: [StreamAppend], answer: APIResponse) {
        try await dependencies.flags.catchUp()
        let present = dependencies.flags.snapshot(of: wanted.environment)
        // They may rest on one another, whatever their order.
        let others = present.with(wanted.definitions)
        var parts: [StreamAppend] = []
        var counts = (created: 0, changed: 0)
        var problems: [FieldProblem] = []
        for (index, definition) in wanted.definitions.enumerated() {
            var state = FlagState()
            try state.fold(loaded.events[index])
            let isNew = state.definition == nil
            do throws(FlagRefusal) {
                let events = try state.decide(
                    isNew ? .create(definition) : .change(definition), at: loaded.now,
                    among: others)
                if !events.isEmpty { if isNew { counts.created += 1 } else { counts.changed += 1 } }
                parts.append(part(definition.key, events, state, wanted, loaded))
            } catch {
                problems.append(
                    FieldProblem(
                        pointer: "/flags/\(index)\(error.pointer ?? "")", detail: error.detail))
            }
        }
        guard problems.isEmpty else { throw Problem.invalidBody(problems) }
        let unchanged = wanted.definitions.count - counts.created - counts.changed
        return (
            parts + Self.bases(of: wanted, present),
            APIResponse(
                200,
                [
                    "created": .integer(counts.created), "changed": .integer(counts.changed),
                    "unchanged": .integer(unchanged),
                ])
        )
    }

    private func part(
        _ key: String, _ events: [FlagEvent], _ state: FlagState, _ wanted: FlagImport,
        _ loaded: Loaded
    ) -> StreamAppend {
        StreamAppend(
            stream: .flag(key, in: wanted.environment), expectedVersion: state.version,
            events: events.map { $0.recordable(id: dependencies.ids.next(at: loaded.now)) })
    }

    /// The flags beside them that they rest on, at the versions that were looked at.
    private static func bases(
        of wanted: FlagImport, _ present: FlagSnapshot
    ) -> [StreamAppend] {
        let own = Set(wanted.definitions.map { ExactText($0.key) })
        let roots = wanted.definitions.flatMap { $0.prerequisites.map(\.flag) }
        return FlagPrerequisites(present).closure(of: roots).subtracting(own).sorted()
            .compactMap { key in
                present.flag(key.text).map { flag in
                    StreamAppend(
                        stream: .flag(key.text, in: wanted.environment),
                        expectedVersion: flag.version, events: [])
                }
            }
    }
}

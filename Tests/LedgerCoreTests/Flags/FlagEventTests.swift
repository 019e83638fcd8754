import LedgerCore
import Testing

struct FlagEventTests {
    private func recorded(type: String, schema: Int = 1, data: String) -> RecordedEvent {
        RecordedEvent(
            position: 41, stream: .flag("f", in: "production"), version: 3,
            event: NewEvent(id: Example.id(9), type: type, schema: schema, data: Array(data.utf8)),
            origin: EventOrigin(
                commandID: Example.id(1), actor: "key:ci", correlationID: Example.id(1)),
            recordedAt: Example.noon)
    }

    @Test func `a flag's stream is known by its name`() {
        #expect(StreamName.flag("f", in: "production").text == "flag/production/f")
        #expect(StreamName.flag("f", in: "staging").flag?.environment == "staging")
        #expect(StreamName.flag("f", in: "staging").flag?.key == "f")
        #expect(StreamName.flag("f", in: "staging").service == nil)
        #expect(StreamName.service("f", in: "staging").flag == nil)
    }

    @Test func `what is not this program's says so`() {
        let unknown = recorded(type: "flag.teleported", data: "{}")
        #expect(throws: StoredEventError("unknown event type flag.teleported")) {
            try FlagEvent(unknown)
        }
        let newer = recorded(type: "flag.killed", schema: 2, data: "{}")
        #expect(
            throws: StoredEventError(
                "position 41, flag.killed: schema 2 is unknown: perhaps of a newer program")
        ) { try FlagEvent(newer) }
        let bare = recorded(type: "flag.created", data: "{}")
        #expect(throws: StoredEventError("position 41, flag.created: /flag is required")) {
            try FlagEvent(bare)
        }
    }

    @Test(arguments: FlagEvent.Name.allCases)
    func `damaged data is an error, and never a trap`(name: FlagEvent.Name) {
        let data = FlagEvent.sample(name).recordable(id: Example.id(9)).data
        for seed in 1...100 {
            var random = SeededRandom(seed)
            var damaged = data
            let at = Int.random(in: 0..<data.count, using: &random)
            damaged[at] = UInt8.random(in: 0x20...0x7E, using: &random)
            let text = String(decoding: damaged, as: UTF8.self)
            // Either is fine: a changed letter may still be an event, only another one.
            do {
                let event = try FlagEvent(recorded(type: name.rawValue, data: text))
                var state = FlagState()
                FlagState.evolve(&state, with: event, FlagLedger.context(1))
            } catch {
                #expect(error.description.hasPrefix("position 41, \(name.rawValue)"))
            }
        }
    }
}

import LedgerCore
import Testing

struct ServiceEventTests {
    private func recorded(
        type: String, schema: Int = 1, data: String
    ) -> RecordedEvent {
        RecordedEvent(
            position: 41, stream: .service("agent", in: "production"), version: 3,
            event: NewEvent(id: Example.id(9), type: type, schema: schema, data: Array(data.utf8)),
            origin: EventOrigin(
                commandID: Example.id(1), actor: "key:ci", correlationID: Example.id(1)),
            recordedAt: Example.noon)
    }

    private func message(of recorded: RecordedEvent) -> String? {
        #expect(throws: StoredEventError.self) { try ServiceEvent(recorded) }?.description
    }

    @Test(arguments: ServiceEvent.Name.allCases)
    func `what is recorded reads back equal`(name: ServiceEvent.Name) throws {
        let event = ServiceEvent.sample(name)
        let new = event.recordable(id: Example.id(9))

        #expect(new.type == name.rawValue)
        #expect(new.schema == 1)
        let text = String(decoding: new.data, as: UTF8.self)
        #expect(try ServiceEvent(recorded(type: new.type, data: text)) == event)
    }

    @Test func `what is optional may be missing`() throws {
        let events: [ServiceEvent] = [
            .registered(.init(settings: Example.settings, live: nil)),
            .deploymentStarted(.init(deployment: Example.deployment, slot: "blue", stable: nil)),
            .rollbackStarted(
                .init(rollback: Example.id(2), from: nil, to: Example.stable, requests: [])),
            .shiftDecided(
                .init(
                    split: TrafficSplit([.init(slot: "blue", version: nil, percent: 0)]),
                    cause: .rollback)),
            .shiftObserved(
                .init(
                    attempt: 1, split: TrafficSplit([.init(slot: "a", version: nil, percent: 100)]),
                    token: nil, isClean: false)),
            .stagePassed(
                .init(
                    deployment: Example.deployment, stage: 1,
                    evidence: Evidence(samplesVersion: 0, verdicts: [], judge: nil))),
        ]
        for event in events {
            let new = event.recordable(id: Example.id(9))
            let body = StoredBody(schema: new.schema, data: new.data)
            #expect(try ServiceEvent(event.stored.name, body) == event)
        }
    }

    @Test func `an unknown type says so`() {
        #expect(
            message(of: recorded(type: "traffic.teleported", data: "{}"))
                == "unknown event type traffic.teleported")
    }

    @Test(arguments: [0, 2, 99])
    func `a schema that this program does not know says so`(schema: Int) {
        let event = recorded(type: "abort.requested", schema: schema, data: "{}")
        #expect(
            message(of: event)
                == "position 41, abort.requested: schema \(schema) is unknown: perhaps of a newer program"
        )
    }

    @Test func `a missing field says where`() {
        #expect(
            message(of: recorded(type: "abort.requested", data: "{}"))
                == "position 41, abort.requested: /deployment is required")
    }

    @Test func `data that is no object, or no JSON, says so`() {
        #expect(
            message(of: recorded(type: "abort.requested", data: "[]"))
                == "position 41, abort.requested: no JSON object")
        #expect(
            message(of: recorded(type: "abort.requested", data: "{")) != nil)
    }

    @Test func `fields that no schema has are ignored`() throws {
        let data = #"{"attempt":7,"added_by_hand":true}"#
        #expect(
            try ServiceEvent(recorded(type: "traffic.shift_acknowledged", data: data))
                == .shiftAcknowledged(.init(attempt: 7)))
    }

    @Test(arguments: ServiceEvent.Name.allCases)
    func `damaged data is an error, and never a trap`(name: ServiceEvent.Name) {
        let data = ServiceEvent.sample(name).recordable(id: Example.id(9)).data
        for seed in 1...50 {
            var random = SeededRandom(seed)
            var damaged = data
            let at = Int.random(in: 0..<data.count, using: &random)
            damaged[at] = UInt8.random(in: 0x20...0x7E, using: &random)
            let text = String(decoding: damaged, as: UTF8.self)
            // Either is fine: a changed letter may still be an event, only another one.
            do { _ = try ServiceEvent(recorded(type: name.rawValue, data: text)) } catch {
                #expect(error.description.hasPrefix("position 41, \(name.rawValue)"))
            }
        }
    }

    @Test(arguments: ServiceEvent.Name.allCases)
    func `whatever an event says that it settles is found`(name: ServiceEvent.Name) {
        let event = ServiceEvent.sample(name)
        #expect(event.settlements?.json == event.stored.payload.json["settles"])
    }
}

import Foundation
import LedgerCore
import Testing

/// What was written once must be read for ever: files are only ever added to the directory.
struct GoldenFileTests {
    @Test(arguments: ServiceEvent.Name.allCases)
    func `a service's event is written and read as its golden file has it`(
        name: ServiceEvent.Name
    ) throws {
        try check(ServiceEvent.sample(name), name)
    }

    @Test(arguments: SampleEvent.Name.allCases)
    func `a sample's event is written and read as its golden file has it`(
        name: SampleEvent.Name
    ) throws {
        try check(SampleEvent.sample(name), name)
    }

    @Test(arguments: PushEvent.Name.allCases)
    func `an event of pushed samples is written and read as its golden file has it`(
        name: PushEvent.Name
    ) throws {
        try check(PushEvent.sample(name), name)
    }

    @Test(arguments: EnvironmentEvent.Name.allCases)
    func `an environment's event is written and read as its golden file has it`(
        name: EnvironmentEvent.Name
    ) throws {
        try check(EnvironmentEvent.sample(name), name)
    }

    @Test(arguments: FlagEvent.Name.allCases)
    func `a flag's event is written and read as its golden file has it`(
        name: FlagEvent.Name
    ) throws {
        try check(FlagEvent.sample(name), name)
    }

    @Test(arguments: NotificationEvent.Name.allCases)
    func `a notification's event is written and read as its golden file has it`(
        name: NotificationEvent.Name
    ) throws {
        try check(NotificationEvent.sample(name), name)
    }

    @Test(arguments: AccessEvent.Name.allCases)
    func `a key's event is written and read as its golden file has it`(
        name: AccessEvent.Name
    ) throws {
        try check(AccessEvent.sample(name), name)
    }

    @Test
    func `every name has a golden file for each schema up to the newest, and no other is there`()
        throws
    {
        let expected =
            files(of: ServiceEvent.Name.allCases.map(ServiceEvent.sample))
            + files(of: SampleEvent.Name.allCases.map(SampleEvent.sample))
            + files(of: PushEvent.Name.allCases.map(PushEvent.sample))
            + files(of: EnvironmentEvent.Name.allCases.map(EnvironmentEvent.sample))
            + files(of: FlagEvent.Name.allCases.map(FlagEvent.sample))
            + files(of: NotificationEvent.Name.allCases.map(NotificationEvent.sample))
            + files(of: AccessEvent.Name.allCases.map(AccessEvent.sample))
        let found = try FileManager.default.contentsOfDirectory(atPath: GoldenFile.directory)
        #expect(found.sorted() == expected.sorted())
    }

    private func check<Event: StoredEvent>(_ event: Event, _ name: Event.Name) throws {
        let payload = event.stored.payload
        let golden = GoldenFile(name: name.rawValue, schema: payload.schema)
        let bytes = try golden.bytes()

        #expect(
            String(decoding: bytes, as: UTF8.self)
                == String(decoding: payload.json.bytes, as: UTF8.self))
        #expect(try Event(name, StoredBody(schema: golden.schema, data: bytes)) == event)
    }

    private func files(of events: [some StoredEvent]) -> [String] {
        events.flatMap { event in
            (1...event.stored.payload.schema).map { schema in
                GoldenFile(name: event.stored.name.rawValue, schema: schema).fileName
            }
        }
    }
}

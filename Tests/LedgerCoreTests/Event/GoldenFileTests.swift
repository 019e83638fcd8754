import Foundation
import LedgerCore
import Testing

/// What was written once must be read for ever: files are only ever added to the directory.
struct GoldenFileTests {
    @Test(arguments: ServiceEvent.Name.allCases)
    func `a service's event is written and read as its golden file has it`(
        name: ServiceEvent.Name
    ) throws {
        let event = ServiceEvent.sample(name)
        let golden = GoldenFile(name: name.rawValue, schema: event.stored.payload.schema)

        #expect(
            String(decoding: try golden.bytes(), as: UTF8.self) == text(of: event.stored.payload))
        let body = StoredBody(schema: golden.schema, data: try golden.bytes())
        #expect(try ServiceEvent(name, body) == event)
    }

    @Test(arguments: SampleEvent.Name.allCases)
    func `a sample's event is written and read as its golden file has it`(
        name: SampleEvent.Name
    ) throws {
        let event = SampleEvent.sample(name)
        let golden = GoldenFile(name: name.rawValue, schema: event.stored.payload.schema)

        #expect(
            String(decoding: try golden.bytes(), as: UTF8.self) == text(of: event.stored.payload))
        let body = StoredBody(schema: golden.schema, data: try golden.bytes())
        #expect(try SampleEvent(name, body) == event)
    }

    @Test(arguments: PushEvent.Name.allCases)
    func `an event of pushed samples is written and read as its golden file has it`(
        name: PushEvent.Name
    ) throws {
        let event = PushEvent.sample(name)
        let golden = GoldenFile(name: name.rawValue, schema: event.stored.payload.schema)

        #expect(
            String(decoding: try golden.bytes(), as: UTF8.self) == text(of: event.stored.payload))
        let body = StoredBody(schema: golden.schema, data: try golden.bytes())
        #expect(try PushEvent(name, body) == event)
    }

    @Test(arguments: EnvironmentEvent.Name.allCases)
    func `an environment's event is written and read as its golden file has it`(
        name: EnvironmentEvent.Name
    ) throws {
        let event = EnvironmentEvent.sample(name)
        let golden = GoldenFile(name: name.rawValue, schema: event.stored.payload.schema)

        #expect(
            String(decoding: try golden.bytes(), as: UTF8.self) == text(of: event.stored.payload))
        let body = StoredBody(schema: golden.schema, data: try golden.bytes())
        #expect(try EnvironmentEvent(name, body) == event)
    }

    @Test(arguments: FlagEvent.Name.allCases)
    func `a flag's event is written and read as its golden file has it`(
        name: FlagEvent.Name
    ) throws {
        let event = FlagEvent.sample(name)
        let golden = GoldenFile(name: name.rawValue, schema: event.stored.payload.schema)

        #expect(
            String(decoding: try golden.bytes(), as: UTF8.self) == text(of: event.stored.payload))
        let body = StoredBody(schema: golden.schema, data: try golden.bytes())
        #expect(try FlagEvent(name, body) == event)
    }

    @Test(arguments: NotificationEvent.Name.allCases)
    func `a notification's event is written and read as its golden file has it`(
        name: NotificationEvent.Name
    ) throws {
        let event = NotificationEvent.sample(name)
        let golden = GoldenFile(name: name.rawValue, schema: event.stored.payload.schema)

        #expect(
            String(decoding: try golden.bytes(), as: UTF8.self) == text(of: event.stored.payload))
        let body = StoredBody(schema: golden.schema, data: try golden.bytes())
        #expect(try NotificationEvent(name, body) == event)
    }

    @Test(arguments: AccessEvent.Name.allCases)
    func `a key's event is written and read as its golden file has it`(
        name: AccessEvent.Name
    ) throws {
        let event = AccessEvent.sample(name)
        let golden = GoldenFile(name: name.rawValue, schema: event.stored.payload.schema)

        #expect(
            String(decoding: try golden.bytes(), as: UTF8.self) == text(of: event.stored.payload))
        let body = StoredBody(schema: golden.schema, data: try golden.bytes())
        #expect(try AccessEvent(name, body) == event)
    }

    @Test
    func `every name has a golden file for each schema up to the newest, and no other is there`()
        throws
    {
        let service = ServiceEvent.Name.allCases.map { name in
            (name.rawValue, ServiceEvent.sample(name).stored.payload.schema)
        }
        let samples = SampleEvent.Name.allCases.map { name in
            (name.rawValue, SampleEvent.sample(name).stored.payload.schema)
        }
        let environment = EnvironmentEvent.Name.allCases.map { name in
            (name.rawValue, EnvironmentEvent.sample(name).stored.payload.schema)
        }
        let flags = FlagEvent.Name.allCases.map { name in
            (name.rawValue, FlagEvent.sample(name).stored.payload.schema)
        }
        let notifications = NotificationEvent.Name.allCases.map { name in
            (name.rawValue, NotificationEvent.sample(name).stored.payload.schema)
        }
        let access = AccessEvent.Name.allCases.map { name in
            (name.rawValue, AccessEvent.sample(name).stored.payload.schema)
        }
        let pushes = PushEvent.Name.allCases.map { name in
            (name.rawValue, PushEvent.sample(name).stored.payload.schema)
        }
        let all =
            service + samples + pushes + environment + flags + notifications + access
        let expected = all.flatMap { name, newest in
            (1...newest).map { GoldenFile(name: name, schema: $0).fileName }
        }
        let found = try FileManager.default.contentsOfDirectory(atPath: GoldenFile.directory)
        #expect(found.sorted() == expected.sorted())
    }

    private func text(of payload: any EventPayload) -> String {
        String(decoding: payload.json.bytes, as: UTF8.self)
    }
}

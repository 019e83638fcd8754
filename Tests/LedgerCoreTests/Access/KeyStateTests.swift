import LedgerCore
import Testing

struct KeyStateTests {
    private static let noon = Example.noon

    /// The fold of these, an hour apart from noon on.
    private func key(_ events: AccessEvent...) -> KeyState {
        var state = KeyState()
        for (index, event) in events.enumerated() {
            let context = EventContext(
                position: 0, version: Int64(index) + 1,
                at: Self.noon.adding(seconds: index * 3600), command: ID(high: 0, low: 1))
            KeyState.evolve(&state, with: event, context)
        }
        return state
    }

    private let created = AccessEvent.keyCreated(.init(key: .example, digest: "old"))
    private let revoked = AccessEvent.keyRevoked(.init())

    private func rotated(overlap seconds: Int) -> AccessEvent {
        .keyRotated(
            .init(digest: "new", previousUntil: Self.noon.adding(seconds: 3600 + seconds)))
    }

    @Test func `both secrets count until the overlap ends, then the new one alone`() {
        let key = key(created, rotated(overlap: 60))
        let turned = Self.noon.adding(seconds: 3600)
        #expect(key.digests(at: turned) == ["new", "old"])
        #expect(key.digests(at: turned.adding(seconds: 59)) == ["new", "old"])
        #expect(key.digests(at: turned.adding(seconds: 60)) == ["new"])
    }

    @Test func `only an admin without bounds can make keys, so only that one is one`() {
        func book(_ bounds: KeyBounds) -> AccessBook {
            let definition = KeyDefinition(
                name: "root", owner: "alice", roles: [.admin], bounds: bounds)
            let event = AccessEvent.keyCreated(.init(key: definition, digest: "d"))
            var book = AccessBook()
            let isNews = book.take(
                RecordedEvent(
                    position: 1, stream: .access("00000000"), version: 1,
                    event: event.recordable(id: Example.id(1)),
                    origin: EventOrigin(
                        commandID: Example.id(2), actor: "a", correlationID: Example.id(2)),
                    recordedAt: Self.noon))
            #expect(isNews)
            return book
        }
        #expect(!book(KeyBounds(environments: ["staging"])).hasAdmin(at: Self.noon))
        #expect(!book(KeyBounds(services: ["api"])).hasAdmin(at: Self.noon))
        #expect(book(.none).hasAdmin(at: Self.noon))
    }

    @Test func `without an overlap the old secret ends at once`() {
        let key = key(created, rotated(overlap: 0))
        #expect(key.digests(at: Self.noon.adding(seconds: 3600)) == ["new"])
    }

    @Test func `a key ends at its end, and is never anything but revoked once it was`() {
        let end = Self.noon.adding(seconds: 86_400)
        #expect(key(created).status(at: end.adding(seconds: -1)) == .active)
        #expect(key(created).status(at: end) == .expired)
        #expect(key(created, revoked, rotated(overlap: 0)).status(at: Self.noon) == .revoked)
    }

    @Test func `what a key's state does not allow is refused`() {
        let late = Self.noon.adding(seconds: 86_400)
        let rotate = KeyCommand.rotate(digest: "x", overlapSeconds: 0)
        let cases: [(KeyState, KeyCommand, Timestamp, Int, KeyRefusal.Code)] = [
            (key(), rotate, Self.noon, 0, .keyUnknown), (key(), .revoke, Self.noon, 0, .keyUnknown),
            (key(created), .create(.example, digest: "x"), Self.noon, 0, .keyExists),
            (key(created), rotate, late, 1, .keyExpired),
            (key(created, revoked), rotate, Self.noon, 1, .keyRevoked),
            (key(created, revoked), .revoke, Self.noon, 1, .keyRevoked),
            (key(), .create(.example, digest: "x"), Self.noon, 1000, .tooManyKeys),
        ]
        for (state, command, now, others, code) in cases {
            #expect(refusal(of: command, by: state, at: now, among: others) == code)
        }
    }

    private func refusal(
        of command: KeyCommand, by state: KeyState, at now: Timestamp, among others: Int
    ) -> KeyRefusal.Code? {
        do throws(KeyRefusal) {
            _ = try state.decide(command, at: now, among: others)
            return nil
        } catch { return error.code }
    }

    @Test func `an expired key can still be revoked, and the thousandth be made`() throws {
        let late = Self.noon.adding(seconds: 86_400)
        #expect(try key(created).decide(.revoke, at: late, among: 1) == [revoked])
        let made = try key().decide(.create(.example, digest: "old"), at: late, among: 999)
        #expect(made == [created])
    }

    @Test func `a key may do what its roles and those that come along may, and nothing else`() {
        #expect(KeyDefinition.example.allRoles == [.viewer, .auditor, .producer])
        #expect(Role.admin.included == Set(Role.allCases))
        for role in Role.allCases where role != .admin {
            #expect(role.included == [role, .viewer])
        }
    }

    @Test func `a role of a newer program allows nothing`() {
        let fields = FieldReader(["name": "n", "owner": "o", "roles": .strings(["emperor"])])
        #expect(KeyDefinition(fields).allRoles.isEmpty)
        #expect(fields.problems.isEmpty)
    }
}

struct KeyBoundsTests {
    @Test(arguments: [
        (KeyBounds.none, "production", "api", true),
        (KeyBounds(environments: ["staging"]), "production", "api", false),
        (KeyBounds(environments: ["staging"]), "staging", "api", true),
        (KeyBounds(services: ["api"]), "production", "api", true),
        (KeyBounds(services: ["api"]), "production", "web", false),
        (KeyBounds(environments: ["staging"], services: ["api"]), "production", "api", false),
    ])
    func `a service is inside when both lists have it, or have no say`(
        bounds: KeyBounds, environment: String, service: String, isInside: Bool
    ) {
        #expect(bounds.allow(environment: environment, service: service) == isInside)
    }

    @Test func `what belongs to an environment is outside of a key for services`() {
        #expect(KeyBounds(services: ["api"]).allow(environment: "staging", service: nil))
        #expect(!KeyBounds(services: ["api"]).coverEnvironments)
        #expect(KeyBounds(environments: ["staging"]).coverEnvironments)
    }
}

struct AccessBookTests {
    private func record(_ stream: StreamName, _ version: Int64, _ event: NewEvent) -> RecordedEvent
    {
        let id = ID(high: 0, low: 7)
        return RecordedEvent(
            position: version, stream: stream, version: version, event: event,
            origin: EventOrigin(commandID: id, actor: "a", correlationID: id),
            recordedAt: Example.noon)
    }

    @Test func `it has the keys of their own streams only`() {
        var book = AccessBook()
        let created = AccessEvent.sample(.keyCreated).recordable(id: ID(high: 0, low: 1))
        let isNews = book.take(record(.access("abcdefgh"), 1, created))
        #expect(isNews)
        let refused = AccessEvent.sample(.refused).recordable(id: ID(high: 0, low: 2))
        let isKeys = book.take(record(.refusals(of: "abcdefgh"), 1, refused))
        #expect(!isKeys)
        let isFlags = book.take(record(.flag("f", in: "staging"), 1, created))
        #expect(!isFlags)
        #expect(book.keys["abcdefgh"]?.version == 1)
        #expect(book.livingCount == 1)
    }

    @Test func `a key of which something cannot be read counts no more`() {
        var book = AccessBook()
        let created = AccessEvent.sample(.keyCreated).recordable(id: ID(high: 0, low: 1))
        _ = book.take(record(.access("abcdefgh"), 1, created))
        let strange = NewEvent(
            id: ID(high: 0, low: 2), type: "access.key_narrowed", schema: 1, data: Array("{}".utf8))
        _ = book.take(record(.access("abcdefgh"), 2, strange))
        #expect(book.keys["abcdefgh"]?.status(at: Example.noon) == .revoked)
    }
}

import API
import Curl
import EventLog
import LedgerCore
import Logging
import Testing
import Views
import WorkQueue

/// Every operation of the catalogue, asked of a real server by a key of every role.
@Suite struct AccessMatrixTests {
    @Test func `each role may use the operations that name it, and no other`() async throws {
        try await APIFixture.run { api in
            for role in Role.allCases {
                let key = try await api.createKey("\(role)", [role])
                for operation in Catalogue.guarded {
                    let answer = try await api.ask(operation, key.header)
                    let isRefused = answer.status == 403 && answer.code == "role_required"
                    let mayUse = !operation.needed.isDisjoint(with: role.included)
                    #expect(isRefused != mayUse, "\(role) \(operation.name): \(answer.status)")
                    #expect(answer.status != 401, "\(role) \(operation.name)")
                }
            }
        }
    }

    @Test func `without a key, and with one that is revoked, nothing but the open is served`()
        async throws
    {
        let token = try #require(SecretToken("0123456789abcdef"))
        try await APIFixture.run(.staticToken(token)) { api in
            let admin = ["Authorization": "Bearer 0123456789abcdef"]
            let made = try await api.send(
                .post, "/v1/keys", ["name": "n", "roles": .strings(["admin"])], key: "c",
                headers: admin)
            let key = APIFixture.Key(id: try made.text("id"), secret: try made.text("secret"))
            let revoked = try await api.send(
                .post, "/v1/keys/\(key.id)/revoke", [:], key: "r", headers: admin)
            try #require(revoked.status == 200)
            for operation in Catalogue.guarded {
                let none = try await api.ask(operation, [:])
                #expect(none.status == 401, "\(operation.name)")
                let ended = try await api.ask(operation, key.header)
                #expect(ended.status == 401, "\(operation.name)")
            }
            for operation in Catalogue.all where operation.access == .open {
                #expect(try await api.ask(operation, [:]).status == 200, "\(operation.name)")
            }
        }
    }

    @Test func `a key for another environment is refused wherever a path names one`()
        async throws
    {
        try await APIFixture.run { api in
            let key = try await api.createKey("k", [.admin], environments: ["staging"])
            for operation in Catalogue.guarded where operation.path.contains("{environment}") {
                let answer = try await api.ask(operation, key.header)
                #expect(answer.status == 403, "\(operation.name)")
            }
            for operation in Catalogue.guarded where operation.reach == .whole {
                let answer = try await api.ask(operation, key.header)
                #expect(answer.code == "outside_bounds", "\(operation.name)")
            }
        }
    }

    @Test func `a key for another service can neither see this one nor change its environment`()
        async throws
    {
        try await APIFixture.run { api in
            let key = try await api.createKey("k", [.admin], services: ["other"])
            for operation in Catalogue.guarded where operation.path.contains("{environment}") {
                let answer = try await api.ask(operation, key.header)
                let changes = operation.method != "GET" && operation.isCommand
                let isOutside = operation.path.contains("{service}") || changes
                #expect((answer.status == 403) == isOutside, "\(operation.name)")
            }
        }
    }

    @Test func `whatever names an environment is asked before it runs, and a list is no command`() {
        for operation in Catalogue.guarded {
            let isNamed = operation.path.contains("{environment}")
            if operation.reach == .named { #expect(isNamed, "\(operation.name)") }
            if operation.reach == .listed { #expect(operation.method == "GET") }
            if operation.reach == .nowhere { #expect(!isNamed, "\(operation.name)") }
            if operation.reach == .whole { #expect(!isNamed, "\(operation.name)") }
        }
    }
}

/// The operations as the server has them.
enum Catalogue {
    static let all: [API.Operation] = {
        let events = InMemoryEventStore { Timestamp(microseconds: 0) }
        return OperationCatalog.all(
            APIDependencies(
                events: events, views: InMemoryViewStore(), queue: InMemoryWakeUpQueue(),
                loader: ServiceLoader(store: events),
                logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }, version: "test"))
    }()

    static let guarded = all.filter { $0.access != .open }
}

extension API.Operation {
    var name: String { "\(method) \(path)" }

    var needed: Set<Role> {
        if case .roles(let roles, _) = access { roles } else { [] }
    }

    var reach: Access.Reach? {
        if case .roles(_, let reach) = access { reach } else { nil }
    }
}

extension APIFixture {
    /// Asks of things that are not there: what matters is who may ask.
    func ask(_ operation: API.Operation, _ headers: [String: String]) async throws -> Answer {
        let path = operation.path.split(separator: "/").map { part in
            guard part.hasPrefix("{") else { return "/\(part)" }
            return switch part {
            case "{deployment}", "{command}", "{rollback}":
                "/01900000-0000-7000-8000-000000000000"
            case "{key}": "/00000000"
            case "{environment}": "/production"
            case "{service}": "/api"
            default: "/1"
            }
        }.joined()
        let query =
            switch operation.path {
            // The whole log is another matter: see BoundsTests.
            case "/v1/events": "?stream=service/production/api"
            // A mistake: the answer would not end.
            case "/v1/events/stream": "?limit=1"
            default: ""
            }
        let method = try #require(HTTPRequest.Method(rawValue: operation.method))
        return try await send(
            method, path + query, operation.requestSchema == nil ? nil : [:],
            key: "\(operation.name)\(headers["Authorization"] ?? "")".filter { $0 != " " },
            headers: headers)
    }
}

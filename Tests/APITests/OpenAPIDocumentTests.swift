import API
import Curl
import LedgerCore
import Testing

@Suite struct OpenAPIDocumentTests {
    @Test func `the document lists every operation that is served`() async throws {
        try await APIFixture.run { api in
            let document = try await api.send(.get, "/openapi.json").body
            #expect(document["openapi"] == "3.1.0")
            let paths = Self.object(document["paths"])
            #expect(paths.members.count >= 14)
            for path in paths.members {
                for method in Self.object(path.value).members where method.name == "get" {
                    // With a mistake where the answer would not end.
                    let concrete =
                        Self.concrete(path.name)
                        + (path.name == "/v1/events/stream" ? "?limit=1" : "")
                    let answer = try await api.send(.get, concrete)
                    #expect(answer.code != "path_unknown", "\(concrete)")
                    #expect(answer.status != 405, "\(concrete)")
                }
            }
        }
    }

    @Test func `each operation says which roles it is for, and how others are answered`() {
        let paths = Self.object(OpenAPIDocument.document(Catalogue.all)["paths"])
        for operation in Catalogue.all {
            let item = Self.object(paths[operation.path])
            let shown = Self.object(item[operation.method.lowercased()])
            let answers = Self.object(shown["responses"]).members.map(\.name)
            let isGuarded = operation.access != .open
            #expect(answers.contains("401") == isGuarded, "\(operation.name)")
            #expect(answers.contains("403") == isGuarded, "\(operation.name)")
            let roles = operation.needed.sorted().map { role in
                JSONValue.object(["key": .strings([role.rawValue])])
            }
            #expect(shown["security"] == .array(roles), "\(operation.name)")
        }
    }

    private static func object(_ value: JSONValue?) -> JSONObject {
        if case .object(let object)? = value { object } else { [:] }
    }

    private static func concrete(_ template: String) -> String {
        template.split(separator: "/").map { part in
            if !part.hasPrefix("{") { return "/\(part)" }
            return part == "{deployment}" || part == "{command}"
                ? "/01900000-0000-7000-8000-000000000000" : "/x"
        }.joined()
    }
}

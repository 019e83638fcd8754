import API
import Foundation
import LedgerCore
import Testing

/// `docs/access.md` shows who may do what as the server has it.
@Suite struct AccessDocumentTests {
    private static let file = URL(filePath: #filePath)
        .deletingLastPathComponent().appending(path: "../../docs/access.md")

    @Test func `the documented table is that of the operations`() throws {
        let text = try String(contentsOf: Self.file, encoding: .utf8)
        let start = try #require(text.range(of: "| operation |")?.lowerBound)
        let rest = text[start...]
        let end = rest.range(of: "\n\n")?.lowerBound ?? rest.endIndex

        #expect(String(rest[..<end]) == Self.table, "should read:\n\(Self.table)")
    }

    @Test func `the documented pattern is that of the keys`() throws {
        let text = try String(contentsOf: Self.file, encoding: .utf8)
        #expect(text.contains("    \(KeyText.pattern)\n"))
    }

    private static var table: String {
        let rows = Catalogue.guarded.sorted { ($0.path, $0.method) < ($1.path, $1.method) }
            .map { operation in
                let marks = Role.allCases.map { role in
                    operation.needed.isDisjoint(with: role.included) ? "" : "yes"
                }
                return
                    ([
                        "`\(operation.method) \(operation.path)`"
                    ] + marks + [bounds(operation)]).joined(separator: " | ")
            }
        let roles = Role.allCases.map(\.rawValue).joined(separator: " | ")
        let head = [
            "| operation | \(roles) | a key with bounds |",
            "|" + String(repeating: " --- |", count: Role.allCases.count + 2),
        ]
        return (head + rows.map { "| \($0) |" }).joined(separator: "\n")
    }

    private static func bounds(_ operation: API.Operation) -> String {
        switch operation.reach {
        case .named?, .found?: "asked"
        case .listed?: "sees its own"
        case .nowhere?: "allowed"
        case .whole?: "refused"
        case nil: ""
        }
    }
}

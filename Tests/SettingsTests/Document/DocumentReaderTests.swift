import Testing

@testable import Settings

struct DocumentReaderTests {
    private func problems(_ text: String) -> [String] {
        do throws(SettingsProblems) {
            _ = try DocumentReader.read(Array(text.utf8))
            return []
        } catch { return error.all.map { $0.line(in: "f") } }
    }

    @Test func `every value and key has its line and column`() throws {
        let node = try DocumentReader.read(Array("{\n  \"é\": [1,\n   true]}".utf8))

        let member = try #require(node.members?.first)
        #expect(member.keyPosition == SourcePosition(line: 2, column: 3))
        guard case .list(let items) = member.node.value else { throw Unexpected() }
        #expect(items.map(\.position.line) == [2, 3])
        #expect(items.map(\.position.column) == [9, 4])
    }

    @Test(arguments: [
        ("{\"a\": 1, \"a\": 2}", "f:1:10: a: this key is there already, at line 1"),
        ("{\"a\": {\"b\": 1,\n\"b\": 2}}", "f:2:1: a.b: this key is there already, at line 1"),
        ("{\"a\": 1} x", "f:1:10: something follows the end of the document"),
        ("{\"a\": NaN}", "f:1:7: a: expected a JSON value"),
        ("{\"a\": 01}", "f:1:7: a: expected a JSON value"),
        ("{\"a\": 1e999}", "f:1:7: a: expected a JSON value"),
        ("{\"a\": \"b}", "f:1:7: a: this string does not end"),
        ("{\"a\": \"\\x\"}", "f:1:8: a: an escape that JSON does not have"),
        ("{\"a\": \"\\ud800\"}", "f:1:8: a: half of a surrogate pair"),
        ("{\"a\" 1}", "f:1:6: a: expected : after a key"),
        ("{\"a\": 1,}", "f:1:9: expected a key in double quotes"),
        ("[1 2]", "f:1:4: expected , or ] in an array"),
        ("", "f:1:1: the file ends where a value is expected"),
        ("\u{FEFF}{}", "f:1:1: the file begins with a byte order mark"),
    ])
    func `what is not JSON is refused where it stands`(text: String, problem: String) {
        #expect(problems(text) == [problem])
    }

    @Test func `escapes and pairs of surrogates are read`() throws {
        let text = #"["\n\u00e9\ud83d\ude80\/"]"#
        let node = try DocumentReader.read(Array(text.utf8))

        guard case .list(let items) = node.value, case .text(let text)? = items.first?.value
        else { throw Unexpected() }
        #expect(text == "\né🚀/")
    }

    @Test func `every doubled key is named, not the first only`() {
        #expect(problems("{\"a\": 1, \"a\": 2, \"b\": 3, \"b\": 4, \"b\": 5}").count == 3)
    }

    @Test func `depth and size have a limit`() {
        #expect(problems(String(repeating: "[", count: 99)).first?.hasSuffix("than 32") == true)
        let large = "\"" + String(repeating: "a", count: 1_048_576) + "\""
        #expect(problems(large) == ["f:1:1: the file is larger than 1 MiB"])
        let node = DocumentReader.self
        #expect(throws: SettingsProblems.self) { try node.read([0x22, 0xFF, 0x22]) }
    }
}

struct Unexpected: Error {}

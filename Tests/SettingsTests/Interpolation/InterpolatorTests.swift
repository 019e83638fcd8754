import Testing

@testable import Settings

struct InterpolatorTests {
    private let interpolator = Interpolator(
        variables: [
            "A": "alpha", "EMPTY": "", "B_FILE": "/b", "BOTH": "1", "BOTH_FILE": "/b",
        ], resolvers: [FileResolver(StubFiles(files: ["/b": "beta\n"]), isStrict: false)])

    private func fill(_ text: String) async throws -> String {
        try await interpolator.fill(TemplateParser.parse(text)).text
    }

    /// The table of what Compose does, beside what is our own.
    @Test(arguments: [
        ("plain", "plain"), ("$A", "alpha"), ("${A}", "alpha"), ("${A}/db", "alpha/db"),
        ("pre-${A}", "pre-alpha"), ("p$A/x", "palpha/x"), ("$$A", "$A"), ("$${A}", "${A}"),
        ("$", "$"), ("a$ b", "a$ b"), ("$1", "$1"), ("$$$A", "$alpha"), ("}", "}"),
        ("${EMPTY}", ""), ("${EMPTY:-d}", "d"), ("${EMPTY-d}", ""), ("${NO:-d}", "d"),
        ("${NO-d}", "d"), ("${NO:-}", ""), ("${NO:-a b:/@?}", "a b:/@?"), ("${A:-d}", "alpha"),
        ("${A:+x}", "x"), ("${NO:+x}", ""), ("${EMPTY:+x}", ""), ("${EMPTY+x}", "x"),
        ("${NO:-${A}}", "alpha"), ("${NO:-${NONE:-z}}y", "zy"), ("${A:?why}", "alpha"),
        ("${A?why}", "alpha"), ("${EMPTY?why}", ""), ("${NO:-$$}", "$"), ("${B}", "beta"),
        ("${file:/b}", "beta"), ("${file:-x}", "x"),
    ])
    func `references are filled in`(text: String, filled: String) async throws {
        #expect(try await fill(text) == filled)
    }

    @Test(arguments: [
        ("${NO}", "the variable NO is not set; set NO or NO_FILE, or give a default with ${NO:-…}"),
        ("${NO:?set it}", "NO is not set: set it"), ("${EMPTY:?}", "EMPTY is empty"),
        ("${BOTH}", "BOTH and BOTH_FILE are both set; which one is meant?"),
        ("${file:/none}", "/none is not there"),
        ("${vault:kv/a#b}", "nothing here reads ${vault:…}; known: file"),
    ])
    func `a reference without a value says what to do`(text: String, message: String) async {
        await #expect(throws: ReferenceError(message)) { try await fill(text) }
    }

    @Test(arguments: [
        ("${A", "${A is not closed with }"), ("${A:-x", "${A is not closed with }"),
        ("${}", "${ needs a name after it; write $$ for a dollar sign"),
        ("${A!}", "${A is followed by something that is no operator"),
        ("${file:}", "${file:} names nothing"),
    ])
    func `what is no reference is refused`(text: String, message: String) {
        #expect(throws: TemplateParser.Malformed(message: message)) {
            try TemplateParser.parse(text)
        }
    }

    @Test func `a default that is not needed is not asked for`() async throws {
        #expect(try await fill("${A:-${file:/none}}") == "alpha")
        #expect(try await fill("${NO:+${NOT_EITHER}}") == "")
    }

    @Test func `references nest only so deep`() {
        let text = String(repeating: "${A:-", count: 20) + String(repeating: "}", count: 20)
        #expect(throws: TemplateParser.Malformed(message: "references nest too deep")) {
            try TemplateParser.parse(text)
        }
    }

    @Test func `in production a file that everybody may read is refused`() async {
        struct Open: SecretFiles {
            func read(
                _ path: String
            ) throws(ReferenceError) -> (bytes: [UInt8], othersMayRead: Bool) { ([], true) }
        }
        let lax = FileResolver(Open(), isStrict: false)
        #expect(await (try? lax.resolve("/k")) == "")
        await #expect(throws: ReferenceError.self) {
            try await FileResolver(Open(), isStrict: true).resolve("/k")
        }
    }
}

import Testing

struct PromiseRuleTests {
    @Test func `a promise that the compiler cannot check has its reason beside it`() throws {
        let violations = try SourceTree.sourceFiles().flatMap(PromiseRule.violations)
        #expect(violations.isEmpty, "\(violations.report)")
    }

    @Test(arguments: [
        "/// A box.\nfinal class Box: @unchecked Sendable {\n    var a = 1 // far away\n}",
        "nonisolated(unsafe) var a = \"// no comment\"\n",
    ])
    func `a promise without a reason is found`(text: String) {
        let padded =
            "let first = 1\n" + text.replacing("var a = 1", with: "let b = 1\n    var a = 1")
        let file = SourceFile(path: "Sources/API/Bad.swift", text: padded)

        #expect(PromiseRule.violations(in: file).count == 1)
    }

    @Test(arguments: [
        "final class Box: @unchecked Sendable {\n    // Unchecked: `lock` guards it.\n}",
        "// Set once, before any thread starts.\nnonisolated(unsafe) var a = 1\n",
        "nonisolated(unsafe) var a = 1 // Guarded by `lock`.\n",
    ])
    func `a reason on the line or next to it will do`(text: String) {
        let file = SourceFile(path: "Sources/API/Good.swift", text: text)

        #expect(PromiseRule.violations(in: file) == [])
    }
}

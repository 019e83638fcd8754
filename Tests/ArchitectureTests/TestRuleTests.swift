import Testing

struct TestRuleTests {
    @Test func `no test is switched off`() throws {
        let violations = try SourceTree.testFiles().flatMap(TestRule.violationsOfRunning)
        #expect(violations.isEmpty, "\(violations.report)")
    }

    @Test func `every target has a directory of tests`() throws {
        let missing = TestRule.missingTargets(
            for: try SourceTree.sourceFiles(), in: try SourceTree.targets(in: "Tests"))
        #expect(missing == [], "add these directories to Tests and to Package.swift")
    }

    @Test(arguments: [
        "@Test(.disabled(\"later\")) func a() {}", "@Test(.enabled(if: isCI)) func a() {}",
        "throw XCTSkip()", "import XCTest",
    ])
    func `a test that is switched off is found`(line: String) {
        let file = SourceFile(path: "Tests/APITests/BadTests.swift", text: "\n\(line)\n")

        #expect(TestRule.violationsOfRunning(in: file).map(\.line) == [2])
    }

    @Test func `a target without tests is found once it has code`() {
        let sources = [
            SourceFile(path: "Sources/API/A.swift", text: "struct A {}\n"),
            SourceFile(path: "Sources/Views/Later.swift", text: "// nothing yet\n"),
            SourceFile(path: "Sources/Curl/A.swift", text: "struct A {}\n"),
            SourceFile(path: "Sources/shiplog/A.swift", text: "struct A {}\n"),
        ]

        #expect(TestRule.missingTargets(for: sources, in: ["CurlTests"]) == ["APITests"])
    }
}

import Testing

struct SizeRuleTests {
    @Test func `no file is longer than 400 lines`() throws {
        let violations = try SourceTree.allFiles().flatMap(SizeRule.violationsOfFile)
        #expect(violations.isEmpty, "\(violations.report)")
    }

    @Test func `no function is longer than 70 lines`() throws {
        let violations = try SourceTree.allFiles().flatMap(SizeRule.violationsOfFunctions)
        #expect(violations.isEmpty, "\(violations.report)")
    }

    @Test(arguments: [(400, 0), (401, 1)])
    func `a file is measured to the line`(lines: Int, found: Int) {
        let text = String(repeating: "let a = 1\n", count: lines)
        let file = SourceFile(path: "Sources/API/Bad.swift", text: text)

        #expect(SizeRule.violationsOfFile(in: file).count == found)
    }

    @Test(arguments: [(68, []), (69, [3])])
    func `a function is measured to the line`(linesInside: Int, found: [Int]) {
        let body = String(repeating: "        run { \"}\" }\n", count: linesInside)
        let text = """
            struct Bad {
                func requirement()
                func bad(_ default: () -> Void = {}) {
            \(body)    }
                init() { self.init(a: 1) }
            }
            """

        let file = SourceFile(path: "Sources/API/Bad.swift", text: text)
        #expect(SizeRule.violationsOfFunctions(in: file).map(\.line) == found)
    }

    @Test func `functions are found with their lines, nested ones too`() {
        let text = """
            import func Foundation.log
            protocol P { func requirement() }
            struct S {
                func outer(
                    _ a: Int
                ) {
                    func inner() {
                    }
                }
                init() {
                    if a.init() {}
                }
                deinit {}
            }
            """
        var scanner = FunctionScanner()

        let found = scanner.functions(in: SourceFile(path: "Sources/API/S.swift", text: text))
        #expect(found == [4...9, 7...8, 10...12, 13...13])
    }
}

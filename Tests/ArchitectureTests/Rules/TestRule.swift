/// Every target is tested, and every test runs.
enum TestRule {
    /// The program is wiring, which its own end-to-end tests cover.
    private static let untested: Set = ["shiplog"]

    static func violationsOfRunning(in file: SourceFile) -> [Violation] {
        [".disabled(", "XCTSkip", ".enabled(if:", "import XCTest"].flatMap { phrase in
            file.lines(with: phrase).map { line in
                Violation(
                    path: file.path, line: line, advice: "`\(phrase)`: repair the test or remove it"
                )
            }
        }
    }

    /// - Parameters:
    ///   - sources: the files of `Sources`.
    ///   - tests: the names of the directories in `Tests`.
    static func missingTargets(for sources: [SourceFile], in tests: [String]) -> [String] {
        let targets = Set(sources.filter(\.hasCode).map(\.target)).subtracting(untested)
        return targets.map { $0 + "Tests" }.filter { !tests.contains($0) }.sorted()
    }
}

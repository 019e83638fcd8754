/// Promises that the compiler cannot check need the reason beside them.
enum PromiseRule {
    static func violations(in file: SourceFile) -> [Violation] {
        guard file.isInSources else { return [] }
        return ["@unchecked Sendable", "nonisolated(unsafe)"].flatMap { promise in
            file.lines(with: promise).filter { !hasReason($0, in: file) }.map { line in
                Violation(
                    path: file.path, line: line,
                    advice:
                        "say in a `//` comment beside `\(promise)` which lock or rule makes it true"
                )
            }
        }
    }

    private static func hasReason(_ line: Int, in file: SourceFile) -> Bool {
        !file.commentLines.isDisjoint(with: [line - 1, line, line + 1])
    }
}

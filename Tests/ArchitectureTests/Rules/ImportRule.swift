/// Which of the project's own targets a target may import.
struct ImportRule {
    /// The allowed imports by target; `nil` allows all.
    let table: [String: Set<String>?]

    func violations(in file: SourceFile) -> [Violation] {
        guard let row = table[file.target] else {
            return [Violation(path: file.path, line: 1, advice: "give \(file.target) a row")]
        }
        guard let allowed = row else { return [] }
        return Self.imports(in: file).filter { item in
            table.keys.contains(item.module) && item.module != file.target
                && !allowed.contains(item.module)
        }.map { item in
            Violation(
                path: file.path, line: item.line,
                advice: "\(file.target) may not import \(item.module): move the code, not the rule")
        }
    }

    /// The core computes; whatever it imports could bring a clock, a file or a thread.
    static func violationsOfPurity(in file: SourceFile) -> [Violation] {
        imports(in: file).map { item in
            Violation(
                path: file.path, line: item.line,
                advice: "\(file.target) imports nothing, not even \(item.module): pass values in")
        }
    }

    static func imports(in file: SourceFile) -> [(line: Int, module: String)] {
        file.lines(with: "import").compactMap { line in
            let words = file.code[line - 1].split(whereSeparator: \.isWhitespace)
            guard let keyword = words.firstIndex(of: "import") else { return nil }
            let kinds: Set = ["struct", "class", "enum", "protocol", "func", "var", "let"]
            let name = words[(keyword + 1)...].first { !kinds.contains(String($0)) }
            return name.map { (line, String($0.prefix { $0 != "." })) }
        }
    }
}

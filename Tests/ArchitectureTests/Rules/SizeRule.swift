/// How long files and functions may be.
enum SizeRule {
    static let linesOfFile = 400
    static let linesOfFunction = 70

    static func violationsOfFile(in file: SourceFile) -> [Violation] {
        let lines = file.code.last?.isEmpty == true ? file.code.count - 1 : file.code.count
        guard lines > linesOfFile else { return [] }
        let advice = "\(lines) lines are more than \(linesOfFile): give a type its own file"
        return [Violation(path: file.path, line: lines, advice: advice)]
    }

    static func violationsOfFunctions(in file: SourceFile) -> [Violation] {
        var scanner = FunctionScanner()
        return scanner.functions(in: file).filter { $0.count > linesOfFunction }.map { function in
            let advice =
                "\(function.count) lines are more than \(linesOfFunction): split the function"
            return Violation(path: file.path, line: function.lowerBound, advice: advice)
        }
    }
}

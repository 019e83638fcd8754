import ArgumentParser
import LedgerCore

/// Questions that bring their own flags, one a line.
struct FlagCases {
    private let lines: [ArraySlice<UInt8>]

    init(_ bytes: [UInt8]) {
        lines = bytes.split(separator: UInt8(ascii: "\n")).filter { line in
            line.contains { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\r") }
        }
    }

    /// Writes a line for each, whatever is wrong with others.
    func answer(_ write: (String) -> Void) -> ExitCode {
        var code = ExitCode.success
        for line in lines {
            let (document, isRight) = Self.answer(Array(line))
            if !isRight { code = .validationFailure }
            write(document.line)
        }
        return code
    }

    private static func answer(_ line: [UInt8]) -> (JSONObject, isRight: Bool) {
        let value: JSONValue
        do throws(JSONError) { value = try JSONParser.parse(line, allowsNUL: true) } catch {
            return (UnreadableCase(error.description).answer, false)
        }
        guard case .object(let object) = value else {
            return (UnreadableCase("must be an object, not \(value.kind)").answer, false)
        }
        let fields = FieldReader(object)
        let question = FlagCase(fields)
        let problems = fields.problems
        return problems.isEmpty
            ? (question.answer, true) : (UnreadableCase(problems: problems).answer, false)
    }
}

import ArgumentParser
import LedgerCore

/// Cases for one judge, each by itself.
struct TrialCases {
    let judge: JudgeTrial.Judge

    /// Writes one line: the answer, or what is wrong with the case.
    func answer(_ bytes: [UInt8], _ write: (String) -> Void) -> ExitCode {
        switch answer(bytes) {
        case .success(let answer):
            write(String(decoding: answer.bytes, as: UTF8.self))
            return .success
        case .failure(let unreadable):
            write(unreadable.answer.line)
            return .validationFailure
        }
    }

    private func answer(_ bytes: [UInt8]) -> Result<JSONValue, UnreadableCase> {
        let value: JSONValue
        do throws(JSONError) { value = try JSONParser.parse(bytes) } catch {
            return .failure(UnreadableCase(error.description))
        }
        guard case .object(let object) = value else {
            return .failure(UnreadableCase("must be an object, not \(value.kind)"))
        }
        let fields = FieldReader(object)
        let trial = JudgeTrial(judge, fields)
        let problems = fields.problems
        return problems.isEmpty
            ? .success(trial.answer) : .failure(UnreadableCase(problems: problems))
    }
}

/// A line that asks nothing that can be answered.
struct UnreadableCase: Error {
    private let problems: [FieldProblem]

    init(problems: [FieldProblem]) { self.problems = problems }

    init(_ problem: String) { problems = [FieldProblem(pointer: "", detail: problem)] }

    var answer: JSONObject {
        [
            "errors": .array(
                problems.map {
                    .object(["pointer": .string($0.pointer), "detail": .string($0.detail)])
                })
        ]
    }
}

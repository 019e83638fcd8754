import ArgumentParser
import Foundation
import LedgerCore
import Testing

@testable import shiplog

/// Evaluation without a server.
struct FlagCasesTests {
    private func answer(_ text: String) -> (lines: [String], code: ExitCode) {
        var lines: [String] = []
        let code = FlagCases(Array(text.utf8)).answer { lines.append($0) }
        return (lines, code)
    }

    @Test func `each line has its answer in its place, whatever is wrong with others`() {
        let good =
            #"{"flag":{"name":"f","enabled":true,"rollout_strategy":"percentage","rollout_percentage":76},"overrides":[],"flag_name":"f","user_id":"user-1","now":null}"#
        let (lines, code) = answer("\(good)\n\n{\n[]\n{\"flag_name\":7}\n\(good)\r\n")
        #expect(code == .validationFailure)
        #expect(lines.count == 5)
        let right = #"{"value":true,"variant":"on","reason":"SPLIT","bucket":75}"#
        #expect(lines.first == right)
        #expect(lines.last == right)
        #expect(
            lines.dropFirst().dropLast().allSatisfy { $0.hasPrefix(#"{"errors":[{"pointer":"#) })
    }

    @Test func `every recorded answer comes out of the program too`() async throws {
        let url = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../Vectors/flags.json").standardized
        let file = try JSONParser.parse(Array(try Data(contentsOf: url)), allowsNUL: true)
        guard case .object(let document) = file else { return }
        let vectors = document.objects("vectors")
        // What writes JSON here writes no NUL.
        let asked = vectors.filter { !$0.line.contains("\u{FFFD}") }
        #expect(asked.count > 1200)
        let console = RecordedConsole()
        let outcome = try await Verb.run(
            ["flags", "eval", "--cases", "-"], .asking(asked, console), console)
        #expect(outcome.exitCode == .success)
        let lines = outcome.output.split(separator: "\n")
        #expect(lines.count == asked.count)
        for (vector, line) in zip(asked, lines) {
            guard case .object(let answer) = try JSONParser.parse(Array(line.utf8)) else {
                continue
            }
            let expected =
                vector["expected_exact_math"] ?? vector["expected_fine"] ?? vector["expected"]
            #expect(answer["value"] == expected, "\(vector.text("id") ?? "?")")
            #expect(answer["bucket"] == vector["bucket"])
        }
    }
}

extension Surroundings {
    /// With these documents on the standard input, a line each.
    fileprivate static func asking(
        _ documents: [JSONObject], _ console: RecordedConsole
    ) -> Surroundings {
        var surroundings = Surroundings.quiet(console, [:], ManualClock())
        let bytes = Array(documents.map { $0.line + "\n" }.joined().utf8)
        surroundings.input = { bytes }
        return surroundings
    }
}

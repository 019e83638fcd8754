import ArgumentParser
import LedgerCore

struct JudgeCommand: ClientVerb {
    static let configuration = CommandConfiguration(
        commandName: "judge", abstract: "Try a judge on numbers of your own, without a server.",
        usage: """
            shiplog judge --judge sequential/1 --input case.json -o json
            shiplog judge --judge rank/1 --input - -o json < case.json
            shiplog judge --judge limit/1 --input cases.ndjson --lines
            """,
        discussion: """
            A case is a JSON object, with "settings" where the defaults do not fit:
              sequential/1      "looks": [[errors, requests, baseline errors, baseline requests], …]
              limit/1, gross/1  the same rows, each with its limit as fifth number
              rank/1            "points": [[canary, baseline], …], null where one is missing
              power/1           "requests_per_look", "baseline_rate",
                                "stages": [{"percent": 5, "looks": 10}, …]
              utest             "canary" and "baseline" (or "x" and "y"): the values of two samples;
                                with "confidence", also the interval
            The answer is JSON: what the judge says after each look, up to a final verdict; of \
            power/1 and utest, one object. With --lines each line is a case, and answered as it \
            comes. A case that cannot be judged is answered by its errors, and the exit code is 64.
            """)

    @Option(
        help: "sequential/1, limit/1, gross/1, rank/1, power/1 or utest.",
        transform: { name in
            guard let judge = JudgeTrial.Judge(named: name) else {
                let all = JudgeTrial.Judge.allCases.map(\.rawValue).joined(separator: ", ")
                throw ValidationError("There is no judge \(name); there are \(all).")
            }
            return judge
        })
    var judge: JudgeTrial.Judge

    @Option(help: ArgumentHelp("The case; - is the standard input.", valueName: "file"))
    var input: String

    @Flag(name: .customLong("lines"), help: "Each line is a case.") var isByLine = false
    @OptionGroup var client: ClientOptions

    func run(in session: ClientSession) async throws -> ExitCode {
        let trial = TrialCases(judge: judge)
        let file = InputFile(path: input)
        guard isByLine else {
            return trial.answer(try file.bytes(session.surroundings), session.console.write)
        }
        var code = ExitCode.success
        try file.forEachLine(session.surroundings) { line in
            let answered = trial.answer(line, session.console.write)
            if answered != .success { code = answered }
        }
        return code
    }
}

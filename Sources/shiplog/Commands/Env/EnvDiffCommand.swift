import ArgumentParser
import Settings

struct EnvDiffCommand: EnvVerb {
    static let configuration = CommandConfiguration(
        commandName: "diff", abstract: "Show in what two environments differ.",
        usage: """
            shiplog env diff settings.json staging production
            SHIPLOG_SETTINGS=settings.json shiplog env diff staging production
            """,
        discussion: """
            References are compared as they are written, so that no secret is needed; values that \
            are hidden are compared, and only said to differ.
            """)

    @Argument(help: "The settings file, unless SHIPLOG_SETTINGS names it; then two environments.")
    var words: [String]
    @OptionGroup var options: EnvOptions

    var file: String? { words.count == 3 ? words.first : nil }

    func validate() throws {
        guard (2...3).contains(words.count) else {
            throw ValidationError("name two environments, after the file")
        }
    }

    func run(in session: EnvSession) async throws {
        let names = try words.suffix(2).map(session.environment)
        guard let first = names.first, let last = names.last else { return }
        let differences = try await SettingsDifference.between(first, last, in: session.document)
        if session.isJSON {
            session.write(
                .list(
                    differences.map {
                        .record([
                            ("path", .text($0.path)), (first, .text($0.left ?? "")),
                            (last, .text($0.right ?? "")),
                        ])
                    }))
            return
        }
        for difference in differences {
            session.console.write(difference.path)
            session.console.write("  \(first): \(difference.left ?? "not set")")
            session.console.write("  \(last): \(difference.right ?? "not set")")
        }
        if differences.isEmpty { session.console.say("\(first) and \(last) do not differ") }
    }
}

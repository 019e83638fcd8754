import ArgumentParser
import Settings

struct EnvShowCommand: EnvVerb {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show what an environment is set to, without secrets.",
        usage: """
            shiplog env show settings.json
            shiplog env show settings.json --environment staging --sources
            """,
        discussion: """
            What came through a reference is hidden, unless the file's `public` names its path; a \
            URL is shown without its password and the values of its query.
            """)

    @Argument(help: "The settings file; else SHIPLOG_SETTINGS.") var file: String?
    @Option(help: ArgumentHelp("The environment; else APP_ENV.", valueName: "name"))
    var environment: String?
    @Flag(help: "Say where each value came from.") var sources = false
    @OptionGroup var options: EnvOptions

    func run(in session: EnvSession) async throws {
        let settings = try await session.load(session.environment(environment))
        if session.isJSON {
            session.write(.list(settings.entries.map { row($0, session.path) }))
            return
        }
        let width = settings.entries.map(\.path.count).max() ?? 0
        for entry in settings.entries {
            let gap = String(repeating: " ", count: width - entry.path.count + 2)
            let source = sources ? "  # \(source(of: entry, in: session.path))" : ""
            session.console.write("\(entry.path)\(gap)\(entry.shown)\(source)")
        }
    }

    private func source(of entry: EnvironmentSettings.Entry, in file: String) -> String {
        guard let position = entry.position else { return "default" }
        let place = "\(file):\(position.line):\(position.column) (\(entry.section))"
        let over = entry.overridden.map { "over base at line \($0.line)" }
        return ([place] + entry.sources + [over].compactMap { $0 }).joined(separator: ", ")
    }

    private func row(_ entry: EnvironmentSettings.Entry, _ file: String) -> SettingsValue {
        .record([
            ("path", .text(entry.path)), ("shown", .text(entry.shown)),
            ("source", .text(source(of: entry, in: file))),
        ])
    }
}

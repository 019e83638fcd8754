import ArgumentParser
import Settings

struct EnvCheckCommand: EnvVerb {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Say all that is wrong with a settings file.",
        usage: """
            shiplog env check settings.json
            APP_ENV=production shiplog env check settings.json
            shiplog env check settings.json --all
            """,
        discussion: """
            Every environment is checked; only the chosen one's references are resolved, or with \
            --all everyone's.
            """)

    @Argument(help: "The settings file; else SHIPLOG_SETTINGS.") var file: String?
    @Option(help: ArgumentHelp("The environment; else APP_ENV.", valueName: "name"))
    var environment: String?
    @Flag(help: "Resolve the references of every environment.") var all = false
    @OptionGroup var options: EnvOptions

    func validate() throws {
        guard environment == nil || !all else {
            throw ValidationError("--environment and --all exclude each other")
        }
    }

    func run(in session: EnvSession) async throws {
        let names = try all ? session.document.names : [session.environment(environment)]
        var problems: [SettingsProblem] = []
        for name in names {
            do { _ = try await session.load(name) } catch { problems += error.all }
        }
        guard problems.isEmpty else { throw SettingsProblems(problems) }
        if session.isJSON { session.write(.list([])) }
        session.console.say("\(session.path) is in order for \(names.joined(separator: ", "))")
    }
}

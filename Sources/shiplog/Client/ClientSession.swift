import ArgumentParser
import Curl
import LedgerCore

/// One run of a verb against a server.
struct ClientSession: Sendable {
    let client: APIClient
    let console: Console
    let output: OutputFormat
    let surroundings: Surroundings
    /// From `SHIPLOG_ENVIRONMENT`, for verbs that got no `--environment`.
    let usualEnvironment: String
    /// `--server` as it was given, for the next command to be typed.
    private let serverFlag: String?

    /// - Throws: ``ClientFailure`` when flags or variables cannot be used.
    init(_ options: ClientOptions, _ surroundings: Surroundings, _ console: Console) throws {
        let variables = surroundings.variables
        let text = options.server ?? variables.filled("SHIPLOG_SERVER") ?? ServerAddress.standard
        guard let server = ServerAddress(text) else {
            let source = options.server == nil ? "SHIPLOG_SERVER" : "--server"
            throw ClientFailure(
                options.server == nil ? .configuration : .validationFailure,
                "\(source) must be an http or https URL without user, query and fragment")
        }
        usualEnvironment = variables.filled("SHIPLOG_ENVIRONMENT") ?? "production"
        guard FieldReader.isName(usualEnvironment) else {
            throw ClientFailure(
                .configuration, "SHIPLOG_ENVIRONMENT \(FieldReader.nameRule)")
        }
        client = try APIClient(
            server: server, credentials: try Credentials(variables),
            name: Self.name(variables["USER"]), pace: surroundings.pace, console: console)
        self.console = console
        self.output = options.output
        self.surroundings = surroundings
        serverFlag = options.server
    }

    func environment(_ option: EnvironmentOption) -> String {
        option.environment ?? usualEnvironment
    }

    /// A command to type next, with the flags that this one needed.
    ///
    /// - Parameter environment: of the service; `nil` when the command needs none.
    func command(_ words: String, environment: String? = nil) -> String {
        var command = "shiplog \(words)"
        if let environment, environment != usualEnvironment {
            command += " --environment \(environment)"
        }
        if let serverFlag { command += " --server \(serverFlag)" }
        return command
    }

    private static func name(_ user: String?) -> String {
        let base = "shiplog-cli/\(ShiplogVersion.current)"
        guard let user, FieldReader.isName(user) else { return base }
        return "\(base) (\(user))"
    }
}

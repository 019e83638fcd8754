import ArgumentParser
import FoundationEssentials
import Settings

/// One run of a verb: the file as it was read.
struct EnvSession: Sendable {
    let path: String
    let document: SettingsDocument
    let console: Console
    let isJSON: Bool
    private let options: EnvOptions
    private let variables: [String: String]

    init(
        _ path: String, _ options: EnvOptions, _ surroundings: Surroundings, _ console: Console
    ) throws {
        self.path = path
        self.options = options
        self.console = console
        variables = surroundings.variables
        isJSON = options.output == .json
        guard let data = FileManager.default.contents(atPath: path) else {
            throw ClientFailure(.configuration, "the file \(path) cannot be read")
        }
        document = try SettingsDocument(Array(data))
    }

    /// - Throws: ``ClientFailure`` when no file is named.
    static func path(_ file: String?, _ variables: [String: String]) throws -> String {
        if let file { return file }
        if let file = variables["SHIPLOG_SETTINGS"], !file.isEmpty { return file }
        throw ClientFailure.usage(
            "which settings file?", advice: "name it, or set SHIPLOG_SETTINGS")
    }

    func environment(_ asked: String?) throws -> String {
        try EnvironmentChoice(declared: document.names, variables: variables)
            .name(asked: asked, isRequired: options.requireEnv)
    }

    /// One environment with its references resolved.
    func load(_ environment: String) async throws(SettingsProblems) -> EnvironmentSettings {
        let isStrict = environment == "production" && !options.allowInsecure
        let loading = SettingsLoading(
            variables: variables,
            resolvers: [
                FileResolver(DiskFiles(), isStrict: isStrict), VaultResolver(variables),
            ],
            allowsInsecure: options.allowInsecure)
        return try await loading.load(environment, of: document)
    }

    func write(_ value: SettingsValue) { console.write(value.page()) }
}

/// What is wrong with a file, as it is shown.
struct EnvReport {
    private let path: String
    private let problems: [SettingsProblem]

    init(_ path: String, _ problems: SettingsProblems) {
        self.path = path
        self.problems = problems.all
    }

    func show(on console: Console, as format: OutputFormat) {
        if format == .json { console.write(SettingsValue.list(problems.map(row)).page()) }
        for problem in problems where format != .json { console.say(problem.line(in: path)) }
        let count = problems.count == 1 ? "1 problem" : "\(problems.count) problems"
        console.say("\(count) in 1 file; nothing was applied")
    }

    private func row(_ problem: SettingsProblem) -> SettingsValue {
        .record([
            ("file", .text(path)), ("line", .number("\(problem.position.line)")),
            ("column", .number("\(problem.position.column)")), ("path", .text(problem.path)),
            ("message", .text(problem.message)),
        ])
    }
}

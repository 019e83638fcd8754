import ArgumentParser

/// What every verb on a settings file takes.
struct EnvOptions: ParsableArguments {
    @Flag(help: "Refuse to guess the environment: APP_ENV or --environment must say it.")
    var requireEnv = false

    @Flag(help: "Let production have debug, no TLS, and secrets that everybody may read.")
    var allowInsecure = false

    @Option(name: .shortAndLong, help: "How data is written: table or json.")
    var output = OutputFormat.table

    @Flag(name: .customLong("no-color"), help: "No colours; so do NO_COLOR and TERM=dumb.")
    var isPlain = false

    func validate() throws {
        guard output != .ndjson else { throw ValidationError("-o is table or json here") }
    }
}

import ArgumentParser

/// What every verb that talks to a server takes.
struct ClientOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The server's address; else SHIPLOG_SERVER, else \(ServerAddress.standard).",
            valueName: "url"))
    var server: String?

    @Option(name: .shortAndLong, help: "How data is written: table, json or ndjson.")
    var output = OutputFormat.table

    @Flag(name: .customLong("no-color"), help: "No colours; so do NO_COLOR and TERM=dumb.")
    var isPlain = false
}

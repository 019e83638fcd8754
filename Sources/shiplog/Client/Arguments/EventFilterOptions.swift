import ArgumentParser

/// Which events are shown; the server checks the values, and names all that are wrong.
struct EventFilterOptions: ParsableArguments {
    @Option(help: "service, samples, flag, environment, access, schema or notification.")
    var kind: String?
    @Option(help: ArgumentHelp("What names this deployment, and the looks at it.", valueName: "id"))
    var deployment: String?
    @Option(help: "Such as stage.passed.") var type: String?
    @Option(help: "Who did it, such as token:static.") var actor: String?
    @Option(help: ArgumentHelp("What this correlation id ties together.", valueName: "id"))
    var correlation: String?
    @Option(help: ArgumentHelp("What this command recorded.", valueName: "id"))
    var command: String?
    @Option(help: "Letters that the payload has.") var text: String?
    @Option(help: ArgumentHelp("First position.", valueName: "position")) var from: Int?
    @Option(help: ArgumentHelp("Last position.", valueName: "position")) var to: Int?
    @Option(help: ArgumentHelp("Recorded then or later (RFC 3339).", valueName: "time"))
    var since: String?
    @Option(help: ArgumentHelp("Recorded before (RFC 3339).", valueName: "time"))
    var until: String?
    @Flag(name: .customLong("newest"), help: "The newest first.") var isNewestFirst = false
    @Option(help: "Where the last page ended: its `next`.") var cursor: String?

    /// As the API names them; without the place, which other options tell.
    var query: [(name: String, value: String)] {
        let all: [(name: String, value: String?)] = [
            ("kind", kind), ("deployment", deployment),
            ("type", type), ("actor", actor), ("correlation", correlation), ("command", command),
            ("text", text), ("from", from.map(String.init)), ("to", to.map(String.init)),
            ("since", since), ("until", until), ("order", isNewestFirst ? "newest" : nil),
            ("cursor", cursor),
        ]
        return all.compactMap { name, value in value.map { (name, $0) } }
    }
}

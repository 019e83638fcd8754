import ArgumentParser
import LedgerCore

/// API keys: who may do what, where, and until when.
struct KeysCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "keys", abstract: "Make, show, rotate and revoke API keys.",
        usage: """
            shiplog keys create ci --role producer --environment production --service agent-api --expires 90d
            shiplog keys create alice-laptop --owner alice --role operator --role approver
            shiplog keys list
            shiplog keys rotate 3k9x0qpa --overlap 1d
            shiplog keys revoke 3k9x0qpa --reason "leaked in a build log"
            """,
        discussion: """
            A key is shown once, when it is made; give it to a client as SHIPLOG_TOKEN. The log \
            names its owner as who did it. Making keys needs the role admin, or the server's token.
            """,
        subcommands: [
            KeysListCommand.self, KeysShowCommand.self, KeysCreateCommand.self,
            KeysRotateCommand.self, KeysRevokeCommand.self,
        ])
}

struct KeysListCommand: ClientVerb {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the keys, by id.",
        usage: """
            shiplog keys list
            shiplog keys list -o ndjson
            """)

    @OptionGroup var client: ClientOptions
    @OptionGroup var page: PageOptions

    func run(in session: ClientSession) async throws -> ExitCode {
        let answer = try await session.client.send(.get("/v1/keys", page.query))
        try session.showPage("keys", of: answer, table: Self.table)
        return .success
    }

    private static func table(_ rows: [JSONObject]) -> Table {
        var table = Table("KEY", "NAME", "OWNER", "STATUS", "ROLES", "WHERE", "EXPIRES", "USED")
        for row in rows {
            table.add(
                .init(row.text("id")), .init(row.text("name")), .init(row.text("owner")),
                .init(row.text("status"), row.text("status") == "active" ? .green : .faint),
                .init(row.texts("roles").joined(separator: ",")), .init(KeyLines.place(row)),
                .init(Wording.time(row.text("expires_at"))), .init(row.text("last_used_on")))
        }
        return table
    }
}

struct KeysShowCommand: ClientVerb {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show one key.", usage: "shiplog keys show 3k9x0qpa")

    @OptionGroup var key: KeyArgument
    @OptionGroup var client: ClientOptions

    func run(in session: ClientSession) async throws -> ExitCode {
        let answer = try await session.client.send(.get("/v1/keys/\(key.id)"))
        try session.showDocument(answer) { KeyLines.all($0, session.console.style) }
        return .success
    }
}

struct WhoAmICommand: ClientVerb {
    static let configuration = CommandConfiguration(
        commandName: "whoami", abstract: "Show who the server takes you for, and what you may do.",
        usage: "shiplog whoami")

    @OptionGroup var client: ClientOptions

    func run(in session: ClientSession) async throws -> ExitCode {
        let answer = try await session.client.send(.get("/v1/whoami"))
        try session.showDocument(answer) { KeyLines.all($0, session.console.style) }
        return .success
    }
}

import ArgumentParser
import LedgerCore

struct KeysCreateCommand: ClientVerb {
    static let configuration = CommandConfiguration(
        commandName: "create", abstract: "Make a key; it is shown this once.",
        usage: """
            shiplog keys create ci --role producer --environment production --service agent-api --expires 90d
            shiplog keys create alice-laptop --owner alice --role operator --role approver
            shiplog keys create audit-2026 --role auditor --expires 30d > key.txt
            """,
        discussion: """
            Roles: viewer reads; auditor reads the whole log and the keys; producer deploys and \
            changes flags; operator steers, goes back and registers services; approver says yes to \
            stages that ask people; admin may do everything. Whoever may act may look. \
            --environment and --service may be given several times; without them it counts everywhere.
            """)

    @Argument(help: "Its name, for people.") var name: String
    @Option(name: .customLong("role"), help: "What it may do; may be given several times.")
    var roles: [Role]
    @Option(help: "Who answers for it, and is the actor in the log; its name without it.")
    var owner: String?
    @Option(name: .customLong("environment"), help: "Where it counts.")
    var environments: [String] = []
    @Option(name: .customLong("service"), help: "For which services it counts.")
    var services: [String] = []
    @Option(
        help: ArgumentHelp("How long, such as 90d or 12h; for ever without it.", valueName: "time"))
    var expires: LifetimeArgument?
    @Option(help: "What it is for.") var description: String?
    @Option(help: "Why; the log keeps it.") var reason: String?
    @Option(help: "Makes a repeat the same command; else a new UUID.")
    var idempotencyKey: String?
    @OptionGroup var client: ClientOptions

    func validate() throws {
        try CommandRules.check(key: idempotencyKey)
        try EnvironmentOption.check(name, "NAME")
        if let owner { try EnvironmentOption.check(owner, "--owner") }
        for name in environments { try EnvironmentOption.check(name, "--environment") }
        for name in services { try EnvironmentOption.check(name, "--service") }
        if let reason { try CommandRules.check(reason: reason) }
        guard !roles.isEmpty else { throw ValidationError("Give at least one --role.") }
    }

    func run(in session: ClientSession) async throws -> ExitCode {
        let body: JSONObject = [
            "name": .string(name), "owner": .string(owner),
            "roles": .strings(Set(roles).sorted().map(\.rawValue)),
            "environments": environments.isEmpty ? nil : .strings(environments),
            "services": services.isEmpty ? nil : .strings(services),
            "expires_in_seconds": .integer(expires?.seconds), "description": .string(description),
            "reason": .string(reason),
        ]
        let answer = try await session.client.send(.post("/v1/keys", body, key: idempotencyKey))
        try KeyLines.showSecret(answer, in: session)
        return .success
    }
}

extension Role: ExpressibleByArgument {}

/// A time span of days or hours, such as `90d` or `12h`.
struct LifetimeArgument: ExpressibleByArgument, Equatable, Sendable {
    /// Up to ten years.
    let seconds: Int

    init?(argument: String) {
        let unit = ["d": 86_400, "h": 3600, "m": 60][argument.last.map(String.init) ?? ""]
        guard let unit, let count = Int(argument.dropLast()), (0...10_000_000).contains(count),
            count * unit <= 315_360_000
        else { return nil }
        seconds = count * unit
    }
}

struct KeysRotateCommand: ClientVerb {
    static let configuration = CommandConfiguration(
        commandName: "rotate", abstract: "Give a key another secret; it is shown this once.",
        usage: """
            shiplog keys rotate 3k9x0qpa
            shiplog keys rotate 3k9x0qpa --overlap 1d
            shiplog keys rotate 3k9x0qpa --overlap 0m --reason "left on a laptop"
            """,
        discussion: """
            The old secret counts until the overlap ends: one hour without --overlap, at most 30d. \
            Roles, bounds and expiry stay as they are.
            """)

    @OptionGroup var key: KeyArgument
    @Option(help: ArgumentHelp("How long the old secret counts too.", valueName: "time"))
    var overlap: LifetimeArgument?
    @Option(help: "Why; the log keeps it.") var reason: String?
    @OptionGroup var client: ClientOptions

    func validate() throws {
        if let reason { try CommandRules.check(reason: reason) }
        if let overlap, overlap.seconds > KeyState.longestOverlapSeconds {
            throw ValidationError("--overlap must be at most 30d.")
        }
    }

    func run(in session: ClientSession) async throws -> ExitCode {
        let body: JSONObject = [
            "overlap_seconds": .integer(overlap?.seconds), "reason": .string(reason),
        ]
        let answer = try await session.client.send(
            .post("/v1/keys/\(key.id)/rotate", body, key: nil))
        try KeyLines.showSecret(answer, in: session)
        return .success
    }
}

struct KeysRevokeCommand: ClientVerb {
    static let configuration = CommandConfiguration(
        commandName: "revoke", abstract: "End a key, at once and for ever.",
        usage: """
            shiplog keys revoke 3k9x0qpa --reason "leaked in a build log"
            """)

    @OptionGroup var key: KeyArgument
    @Option(help: "Why; the log keeps it.") var reason: String?
    @OptionGroup var client: ClientOptions

    func validate() throws {
        if let reason { try CommandRules.check(reason: reason) }
    }

    func run(in session: ClientSession) async throws -> ExitCode {
        let answer = try await session.client.send(
            .post("/v1/keys/\(key.id)/revoke", ["reason": .string(reason)], key: nil))
        try session.showDocument(answer) { _ in ["key \(key.id) is revoked"] }
        return .success
    }
}

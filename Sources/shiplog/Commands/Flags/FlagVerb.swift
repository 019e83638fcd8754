import ArgumentParser
import LedgerCore

/// A verb about one flag.
protocol FlagVerb: ClientVerb {
    var flag: FlagOptions { get }
}

struct FlagOptions: ParsableArguments {
    @Argument(help: "The flag's key.") var key: String
    @OptionGroup var client: ClientOptions
    @OptionGroup var environment: EnvironmentOption

    func validate() throws { try Self.check(key) }

    static func check(_ key: String) throws {
        guard FlagDefinition.isKey(key) else {
            throw ValidationError("KEY \(FlagDefinition.keyRule).")
        }
    }
}

/// What every change takes.
struct FlagChangeOptions: ParsableArguments {
    @Option(help: "Why; the log keeps it. Required in production.") var reason: String?

    @Option(
        help: ArgumentHelp(
            "Only if the flag is at this version; else whatever it is.", valueName: "version"))
    var ifVersion: Int?

    func validate() throws { if let reason { try CommandRules.check(reason: reason) } }

    var match: String { ifVersion.map { "\"\($0)\"" } ?? "*" }
}

extension FlagVerb {
    var client: ClientOptions { flag.client }

    /// Such as `/v1/environments/production/flags/new-model`.
    func path(_ session: ClientSession) -> String {
        "/v1/environments/\(session.environment(flag.environment))/flags/\(flag.key)"
    }

    /// Sends a merge patch, and says what became of it.
    func patch(
        _ fields: JSONObject, _ change: FlagChangeOptions, in session: ClientSession,
        saying what: String
    ) async throws -> ExitCode {
        var body = fields
        body["reason"] = .string(change.reason)
        let answer = try await session.client.send(
            .patch(path(session), body, match: change.match))
        return try show(answer, in: session, saying: what)
    }

    /// Posts a verb to the flag, and says what became of it.
    func post(
        _ verb: String, reason: String?, in session: ClientSession, saying what: String
    ) async throws -> ExitCode {
        let answer = try await session.client.send(
            .post(path(session) + "/" + verb, ["reason": .string(reason)], key: nil))
        return try show(answer, in: session, saying: what)
    }

    func show(
        _ answer: APIAnswer, in session: ClientSession, saying what: String
    ) throws -> ExitCode {
        try session.showDocument(answer) { document in
            let version = document.whole("version").map { ", version \($0)" } ?? ""
            return ["\(session.environment(flag.environment))/\(flag.key) \(what)\(version)"]
        }
        return .success
    }
}

import API
import Curl
import Logging
import Outbound
import Redis
import Transparency

/// What a server process is told: flag before environment before default; every problem at once.
struct ProcessSettings: Sendable {
    var databaseURL: String
    var redis: RedisAddress
    var address: APIServer.Address
    var token: SecretToken?
    /// Nobody is let in without an API key.
    var asksForKeys: Bool
    /// Requests a second of one key; 0 is without a limit.
    var keyRate: Int
    /// Where workers may connect to; `nil` is nowhere.
    var outbound: AddressPolicy?
    /// Who is told of what; `nil` is nobody.
    var notifications: NotificationSettings?
    var logLevel: Logger.Level
    var logFormat: LogFormat
    var workerName: String
    /// What the log is sealed with; `nil` seals nothing.
    var sealingKeys: SealingKeys?
    /// Where the newest checkpoint is written at each seal.
    var checkpointFile: String?

    /// Which parts a process needs; what it does not need may be absent.
    struct Needs: OptionSet {
        let rawValue: Int
        static let database = Needs(rawValue: 1)
        static let queue = Needs(rawValue: 2)
        static let server = Needs(rawValue: 4)
        static let outbound = Needs(rawValue: 8)
    }

    static func read(_ needs: Needs, from reader: SettingsReader) throws(ConfigurationError) -> Self
    {
        var reader = reader
        let settings = ProcessSettings(
            databaseURL: needs.contains(.database)
                ? reader.required(
                    "DATABASE_URL", "postgres://shiplog@db.internal/shiplog") : "",
            redis: reader.redis(isRequired: needs.contains(.queue)),
            address: .init(
                host: reader.text("HOST") ?? "127.0.0.1",
                port: reader.integer("PORT", in: 0...65_535, or: 8000)),
            token: reader.token(), asksForKeys: reader.flag("SHIPLOG_KEYS_ONLY"),
            keyRate: reader.integer(
                "SHIPLOG_KEY_RATE", in: 0...1_000_000, or: APIServer.usualKeyRate),
            outbound: reader.outbound(isRequired: needs.contains(.outbound)),
            notifications: needs.contains(.outbound) ? reader.notifications() : nil,
            logLevel: reader.choice("LOG_LEVEL", or: .info),
            logFormat: reader.choice("LOG_FORMAT", or: .text),
            workerName: reader.text("WORKER_NAME") ?? ProcessName.unique(),
            sealingKeys: reader.sealingKeys(),
            checkpointFile: reader.text("SHIPLOG_CHECKPOINT_PATH"))
        if needs.contains(.server), !settings.address.isLoopback, settings.token == nil,
            !settings.asksForKeys
        {
            reader.note(
                "SHIPLOG_TOKEN is required to listen on \(settings.address.host): without it only "
                    + "loopback is served. Set it, or SHIPLOG_TOKEN_FILE, to 16 characters or more; or SHIPLOG_KEYS_ONLY=true when "
                    + "there is an admin's key")
        }
        if settings.asksForKeys, settings.token != nil {
            reader.note("SHIPLOG_KEYS_ONLY leaves no use for SHIPLOG_TOKEN; unset one of them")
        }
        guard reader.problems.isEmpty else { throw ConfigurationError(reader.problems) }
        return settings
    }
}

/// Everything that is wrong with the settings; exit code 78.
struct ConfigurationError: Error, CustomStringConvertible {
    let problems: [String]

    init(_ problems: [String]) { self.problems = problems }

    var description: String {
        "the configuration has \(problems.count == 1 ? "a problem" : "\(problems.count) problems"):"
            + problems.map { "\n  - \($0)" }.joined()
    }
}

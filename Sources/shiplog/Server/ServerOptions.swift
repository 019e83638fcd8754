import ArgumentParser
import Foundation

/// The options that server verbs share; each may be set in the environment instead.
struct ServerOptions: ParsableArguments {
    @Option(help: "Postgres, as a URI or key=value pairs (DATABASE_URL).")
    var databaseURL: String?

    @Option(help: "Redis, such as redis://host:6379/0 or unix:///path (REDIS_URL).")
    var redisURL: String?

    @Option(help: "debug, info, notice, warning or error (LOG_LEVEL).")
    var logLevel: String?

    @Option(help: "json or text (LOG_FORMAT).")
    var logFormat: String?

    func read(
        _ needs: ProcessSettings.Needs, flags: [String: String?] = [:]
    ) throws -> ProcessSettings {
        let shared = [
            "DATABASE_URL": databaseURL, "REDIS_URL": redisURL, "LOG_LEVEL": logLevel,
            "LOG_FORMAT": logFormat,
        ]
        let reader = SettingsReader(
            flags: shared.merging(flags) { _, flag in flag },
            environment: ProcessInfo.processInfo.environment)
        do { return try ProcessSettings.read(needs, from: reader) } catch {
            FileHandle.standardError.write(Data("shiplog: \(error)\n".utf8))
            throw ExitCode(78)
        }
    }
}

import Foundation
import Servers
import Testing

/// OpenFeature's own client for Python, in an environment of its own beside what was built.
///
/// Fetched once from the packages' index; later runs need no network.
struct OpenFeatureClient {
    private let directory: PrivateDirectory
    private let python: String
    private static let sources = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../OpenFeature").standardized.path
    private static let home = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../../.build/openfeature").standardized.path

    /// Once for all tests, which may ask for it at the same time.
    private static let installation = Task { try await install() }

    static func prepare() async throws -> OpenFeatureClient {
        try await installation.value
        return try OpenFeatureClient(
            directory: PrivateDirectory(), python: home + "/bin/python")
    }

    private static func install() async throws {
        let client = try OpenFeatureClient(
            directory: PrivateDirectory(), python: home + "/bin/python")
        let marker = home + "/ready"
        guard !FileManager.default.fileExists(atPath: marker) else { return }
        try await client.run("python3", ["-m", "venv", home])
        try await client.run(
            client.python,
            ["-m", "pip", "install", "--quiet", "-r", sources + "/requirements.txt"])
        try Data().write(to: URL(filePath: marker))
    }

    /// - Parameter questions: each `type:key:user`.
    /// - Returns: a line of JSON for each: value, variant, reason, error code.
    func ask(_ url: String, token: String, _ questions: [String]) async throws -> [String] {
        let log = try await run(python, [Self.sources + "/ask.py", url, token] + questions)
        return log.split(separator: "\n").map(String.init).filter { $0.hasPrefix("[") }
    }

    /// The agent of `Examples`.
    ///
    /// - Returns: a line of JSON for each request.
    func agent(_ server: LedgerServer, _ arguments: [String]) async throws -> [String] {
        let log = try await run(
            python,
            [
                Self.sources + "/../../Examples/agent-with-flags/agent.py",
                "--server", "http://127.0.0.1:\(server.port)", "--timeout", "60",
            ] + arguments, ["SHIPLOG_TOKEN": Ledger.token])
        return log.split(separator: "\n").map(String.init)
    }

    @discardableResult
    private func run(
        _ executable: String, _ arguments: [String], _ environment: [String: String]? = nil
    ) async throws -> String {
        let log = directory.path + "/log-\(UUID())"
        var launch = Launch(executable, arguments, log: log)
        launch.environment = environment
        try await ChildProcess.run(launch, within: .seconds(180))
        return String(decoding: FileManager.default.contents(atPath: log) ?? Data(), as: UTF8.self)
    }
}

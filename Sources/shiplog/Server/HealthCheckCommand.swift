import ArgumentParser
import Curl
import Foundation
import LedgerCore

/// `shiplog healthcheck`: what a container's engine asks of a server, without a shell or curl.
struct HealthCheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "healthcheck", abstract: "Ask the server of this machine whether it serves.",
        usage: """
            shiplog healthcheck
            shiplog healthcheck --url http://127.0.0.1:8000/health/live --timeout 1
            """,
        discussion: """
            Without --url it asks /health where HOST and PORT say that the server listens. Exit \
            codes: 0 it answered 2xx in time, 1 it did not, 78 the configuration is wrong.
            """)

    @Option(help: "What to ask instead: an http or https URL.")
    var url: String?

    @Option(help: ArgumentHelp("How long it may take in all.", valueName: "seconds"))
    var timeout = 2

    func validate() throws {
        guard (1...60).contains(timeout) else {
            throw ValidationError("--timeout must be 1 to 60.")
        }
        guard url.map({ ServerAddress($0) != nil }) ?? true else {
            throw ValidationError("--url must be an http or https URL without user and query.")
        }
    }

    func run() async throws {
        let reader = SettingsReader(flags: [:], environment: ProcessInfo.processInfo.environment)
        let address: String
        do { address = try url ?? Self.address(from: reader) } catch {
            SchemaCheck.say("\(error)")
            throw ExitCode.configuration
        }
        if let problem = await problem(at: address) {
            SchemaCheck.say("\(address): \(problem)")
            throw ExitCode.failure
        }
    }

    /// Where a server with the same variables listens; one on every address listens on loopback too.
    static func address(from reader: SettingsReader) throws(ConfigurationError) -> String {
        var reader = reader
        let host = reader.text("HOST") ?? "127.0.0.1"
        let port = reader.integer("PORT", in: 1...65_535, or: 8000)
        guard reader.problems.isEmpty else { throw ConfigurationError(reader.problems) }
        let reachable = ["0.0.0.0": "127.0.0.1", "::": "::1"][host] ?? host
        return "http://\(reachable.contains(":") ? "[\(reachable)]" : reachable):\(port)/health"
    }

    /// What is wrong, in a line; `nil` when the server is well.
    func problem(at address: String) async -> String? {
        do {
            // Whoever runs it names the server, so none is out of reach.
            let client = CurlClient(policy: try AddressPolicy(parsing: APIClient.anywhere))
            let request = HTTPRequest(.get, address, timeout: .seconds(timeout))
            let answer = try await client.perform(request)
            return answer.isSuccess ? nil : "answered \(answer.status)"
        } catch {
            return "\(error)"
        }
    }
}

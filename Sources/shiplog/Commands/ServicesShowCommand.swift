import ArgumentParser
import LedgerCore

struct ServicesShowCommand: ClientVerb {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show how a service is reached, routed and measured.",
        usage: """
            shiplog services show agent-api
            shiplog services show agent-api -o json
            """)

    @Argument(help: "The service's name.") var service: String
    @OptionGroup var client: ClientOptions
    @OptionGroup var environment: EnvironmentOption

    func validate() throws { try EnvironmentOption.check(service, "SERVICE") }

    func run(in session: ClientSession) async throws -> ExitCode {
        let path = "/v1/environments/\(session.environment(environment))/services/\(service)"
        let answer = try await session.client.send(.get(path, service: service))
        try session.showDocument(answer) { Self.lines($0, session.console.style) }
        return .success
    }

    private static func lines(_ document: JSONObject, _ style: Style) -> [String] {
        let settings = document.object("settings") ?? JSONObject()
        var facts = FactList()
        facts.add("service", document.text("service"))
        facts.add("environment", document.text("environment"))
        for slot in settings.objects("slots") {
            let place = [slot.text("name"), slot.text("endpoint"), slot.text("target")]
            facts.add("slot", place.compactMap { $0 }.joined(separator: "  "))
        }
        for part in ["router", "metrics", "deployer"] {
            facts.add(part, settings.object(part)?.summary)
        }
        facts.add("changed", Wording.time(document.text("changed_at")))
        return facts.lines(style)
    }
}

extension JSONObject {
    /// `haproxy  address=127.0.0.1:9999  backend=agents`, of settings with a kind.
    fileprivate var summary: String {
        let rest = members.filter { $0.name != "kind" }.map { member in
            let value =
                if case .string(let text) = member.value { text } else {
                    String(decoding: member.value.bytes, as: UTF8.self)
                }
            return "\(member.name)=\(value)"
        }
        return ([text("kind") ?? "?"] + rest).joined(separator: "  ")
    }
}

import ArgumentParser
import LedgerCore

struct ServicesApplyCommand: ClientVerb {
    static let configuration = CommandConfiguration(
        commandName: "apply", abstract: "Register a service, or change its settings.",
        usage: """
            shiplog services apply agent-api -f agent-api.json
            shiplog services apply -f agent-api.json    # the file holds "service"
            generate-settings | shiplog services apply agent-api --environment staging -f -
            """,
        discussion: """
            The file is a JSON object: slots, router, metrics, deployer, live; it may name the \
            service and the environment too. A slot has an endpoint and a target, or instances that \
            have them, as many in both slots. Applying the same file again changes nothing.
            """)

    @Argument(help: "The service's name; else the file's \"service\".") var service: String?
    @Option(name: [.customShort("f"), .long], help: "The settings; - is the standard input.")
    var file: String
    @OptionGroup var client: ClientOptions
    @OptionGroup var environment: EnvironmentOption

    func validate() throws {
        if let service { try EnvironmentOption.check(service, "SERVICE") }
    }

    func run(in session: ClientSession) async throws -> ExitCode {
        let file = InputFile(path: file)
        var body = try file.object(session.surroundings)
        let fields = FieldReader(body)
        let named = (
            service: fields.value("service") == nil ? nil : fields.name("service"),
            environment: fields.value("environment") == nil ? nil : fields.name("environment")
        )
        guard fields.problems.isEmpty else { throw file.refusal(fields.problems) }
        let service = try Self.choose(service, named.service, "SERVICE")
        guard let service else {
            throw ClientFailure.usage(
                "name the service, as an argument or as the file's \"service\"")
        }
        let environment = try Self.choose(
            environment.environment, named.environment, "--environment")
        body["service"] = nil
        body["environment"] = nil
        return try await put(body, service, environment ?? session.usualEnvironment, session)
    }

    /// What was typed must not contradict the file: nobody could tell which one was meant.
    private static func choose(
        _ typed: String?, _ filed: String?, _ what: String
    ) throws(ClientFailure) -> String? {
        if let typed, let filed, typed != filed {
            throw ClientFailure.usage("\(what) is \(typed), but the file says \(filed)")
        }
        return typed ?? filed
    }

    private func put(
        _ body: JSONObject, _ service: String, _ environment: String, _ session: ClientSession
    ) async throws -> ExitCode {
        let answer = try await session.client.send(
            .put(
                "/v1/environments/\(environment)/services/\(service)", body, service: service))
        try session.showDocument(answer) { document in
            let what = document.flag("changed") ? "applied" : "unchanged"
            return ["\(environment)/\(service) \(what)"]
        }
        return .success
    }
}

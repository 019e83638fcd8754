import Testing

@testable import Settings

struct EnvironmentChoiceTests {
    private func name(
        _ variables: [String: String], asked: String? = nil, isRequired: Bool = false
    ) throws -> String {
        try EnvironmentChoice(declared: ["canary-eu"], variables: variables)
            .name(asked: asked, isRequired: isRequired)
    }

    @Test func `the flag is before the variable, and neither minds capitals`() throws {
        #expect(try name([:]) == "development")
        #expect(try name(["APP_ENV": ""]) == "development")
        #expect(try name(["APP_ENV": "Production"]) == "production")
        #expect(try name(["APP_ENV": "CANARY-EU"]) == "canary-eu")
        #expect(try name(["APP_ENV": "production"], asked: "staging") == "staging")
    }

    @Test func `an unknown environment is refused with the near one`() {
        let message =
            "APP_ENV=prod: unknown environment; did you mean production? "
            + "Known: development, staging, production, canary-eu"
        #expect(throws: EnvironmentChoice.Refused(message: message)) {
            try name(["APP_ENV": "prod"])
        }
    }

    @Test func `inside Kubernetes nothing is guessed`() throws {
        let pod = ["KUBERNETES_SERVICE_HOST": "10.0.0.1"]
        #expect(throws: EnvironmentChoice.Refused.self) { try name(pod) }
        #expect(throws: EnvironmentChoice.Refused.self) { try name([:], isRequired: true) }
        #expect(try name(pod.merging(["APP_ENV": "staging"]) { $1 }) == "staging")
    }
}

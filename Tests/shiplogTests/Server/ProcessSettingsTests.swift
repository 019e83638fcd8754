import Testing

@testable import shiplog

struct ProcessSettingsTests {
    private func read(_ environment: [String: String]) throws(ConfigurationError) -> ProcessSettings
    {
        try ProcessSettings.read(
            [.server], from: SettingsReader(flags: [:], environment: environment))
    }

    @Test func `others are let in by a token, or by keys alone, and never by neither`() throws {
        let token = "0123456789abcdef"
        #expect(throws: ConfigurationError.self) { try read(["HOST": "0.0.0.0"]) }
        #expect(try read(["HOST": "0.0.0.0", "SHIPLOG_TOKEN": token]).token != nil)
        #expect(try read(["HOST": "0.0.0.0", "SHIPLOG_KEYS_ONLY": "true"]).asksForKeys)
        #expect(try !read(["SHIPLOG_KEYS_ONLY": "false"]).asksForKeys)
        #expect(throws: ConfigurationError.self) {
            try read(["SHIPLOG_TOKEN": token, "SHIPLOG_KEYS_ONLY": "true"])
        }
        #expect(throws: ConfigurationError.self) { try read(["SHIPLOG_KEYS_ONLY": "perhaps"]) }
        #expect(throws: ConfigurationError.self) {
            try read(["SHIPLOG_TOKEN": "shiplog_0123456789abcdef"])
        }
    }
}

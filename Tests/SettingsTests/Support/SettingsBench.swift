@testable import Settings

/// A settings file of one test, and the variables beside it.
struct SettingsBench {
    var text: String
    var variables: [String: String] = [:]
    var files: [String: String] = [:]
    var allowsInsecure = false

    /// Three required values for any environment.
    static let base = """
        "base": {"api_url": "https://a.example", "redis_url": "redis://r", \
        "database_url": "postgres://app@db/x?sslmode=require"}
        """

    static func environment(_ name: String, _ body: String) -> SettingsBench {
        SettingsBench(text: "{\(base), \"environments\": {\"\(name)\": {\(body)}}}")
    }

    func load(_ name: String = "staging") async throws(SettingsProblems) -> EnvironmentSettings {
        let resolver = FileResolver(StubFiles(files: files), isStrict: false)
        let loading = SettingsLoading(
            variables: variables, resolvers: [resolver], allowsInsecure: allowsInsecure)
        return try await loading.load(name, of: SettingsDocument(Array(text.utf8)))
    }

    /// What is wrong, as the program says it.
    func problems(_ name: String = "staging") async -> [String] {
        do throws(SettingsProblems) {
            _ = try await load(name)
            return []
        } catch { return error.all.map { $0.line(in: "f") } }
    }
}

struct StubFiles: SecretFiles {
    let files: [String: String]

    func read(
        _ path: String
    ) throws(ReferenceError) -> (bytes: [UInt8], othersMayRead: Bool) {
        guard let text = files[path] else { throw ReferenceError("\(path) is not there") }
        return (Array(text.utf8), false)
    }
}

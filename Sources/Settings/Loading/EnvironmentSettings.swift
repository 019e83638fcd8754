/// One environment's settings, with where each came from.
package struct EnvironmentSettings: Sendable {
    package struct Entry: Sendable {
        /// Within the environment, such as `rate_limits.requests_per_minute`.
        package let path: String
        package let value: Secret<SettingsValue>
        /// The value as anybody may see it.
        package let shown: String
        /// Where the file says it; `nil` for a default.
        package let position: SourcePosition?
        /// `base`, the environment's section, or `default`.
        package let section: String
        /// What stood behind its references, such as `variable DATABASE_URL`.
        package let sources: [String]
        /// Where `base` says something else.
        package let overridden: SourcePosition?
    }

    package let environment: String
    package let entries: [Entry]
    /// Takes all its secrets out of a text.
    package let filter: SecretFilter

    package subscript(path: String) -> Entry? { entries.first { $0.path == path } }
}

/// Takes known secrets, and credentials inside URLs, out of a text.
package struct SecretFilter: Sendable {
    /// Shorter ones are left: taking out every `yes` would spoil every text.
    static let shortest = 6

    /// Longest first, so that no rest of a longer one stays.
    private let values: [String]

    package init(_ values: some Sequence<String>) {
        self.values = Set(values.filter { $0.count >= Self.shortest })
            .sorted { ($0.count, $0) > ($1.count, $1) }
    }

    package func clean(_ text: String) -> String {
        let text = withoutValues(text)
        guard text.contains("://") else { return text }
        return text.replacing(/:\/\/[^\s\/@"'<>]+@/) { _ in "://\(redaction)@" }
    }

    /// Leaves what is in URLs, unless it is one of the secrets.
    func withoutValues(_ text: String) -> String {
        var text = text
        for value in values where text.contains(value) {
            text = text.split(separator: value, omittingEmptySubsequences: false)
                .joined(separator: redaction)
        }
        return text
    }
}

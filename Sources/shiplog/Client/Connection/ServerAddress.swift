/// Base URL of a server.
struct ServerAddress: Sendable, Equatable {
    static let standard = "http://127.0.0.1:8000"

    /// Without a slash at the end.
    let text: String

    /// `nil` unless it is an `http` or `https` URL without user, query and fragment: a secret
    /// belongs into the token's file, not into a URL that ends up in lists of processes.
    init?(_ text: String) {
        let hosts = ["http://", "https://"].compactMap { scheme in
            text.hasPrefix(scheme) ? text.dropFirst(scheme.count) : nil
        }
        guard let host = hosts.first, let first = host.first, first != "/",
            text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }),
            !text.contains(where: { "@?#\"\\<>".contains($0) })
        else { return nil }
        var text = Substring(text)
        while text.hasSuffix("/") { text = text.dropLast() }
        self.text = String(text)
    }
}

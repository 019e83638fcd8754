import FoundationEssentials

/// The token that is shown to the server, if any; never printed.
struct Credentials: Sendable {
    /// Value of the `Authorization` header.
    let authorization: String?

    /// From `SHIPLOG_TOKEN`, or the file that `SHIPLOG_TOKEN_FILE` names; never from a flag, which
    /// everybody on the machine could read in the list of processes.
    ///
    /// - Throws: ``ClientFailure`` when both are set, or what they give is no token.
    init(_ variables: [String: String]) throws(ClientFailure) {
        let token = variables.filled("SHIPLOG_TOKEN")
        guard let path = variables.filled("SHIPLOG_TOKEN_FILE") else {
            authorization = try token.map { token throws(ClientFailure) in
                try Self.header(token, from: "SHIPLOG_TOKEN")
            }
            return
        }
        guard token == nil else {
            throw ClientFailure(
                .configuration, "SHIPLOG_TOKEN and SHIPLOG_TOKEN_FILE are both set",
                advice: "unset one of them")
        }
        guard let bytes = FileManager.default.contents(atPath: path) else {
            throw ClientFailure(
                .configuration, "the file \(path) that SHIPLOG_TOKEN_FILE names cannot be read")
        }
        let text = String(decoding: bytes, as: UTF8.self)
        authorization = try Self.header(
            String(text.trimming(while: \.isWhitespace)), from: "SHIPLOG_TOKEN_FILE")
    }

    private static func header(
        _ token: String, from source: String
    ) throws(ClientFailure) -> String {
        guard !token.isEmpty, token.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw ClientFailure(
                .configuration, "\(source) holds no token: one line of printable ASCII")
        }
        return "Bearer \(token)"
    }
}

extension [String: String] {
    /// A variable's value; an empty one counts as not set.
    func filled(_ name: String) -> String? {
        self[name].flatMap { $0.isEmpty ? nil : $0 }
    }
}

extension StringProtocol {
    func trimming(while isUnwanted: (Character) -> Bool) -> SubSequence {
        let start = drop(while: isUnwanted)
        guard let end = start.lastIndex(where: { !isUnwanted($0) }) else { return start }
        return start[...end]
    }
}

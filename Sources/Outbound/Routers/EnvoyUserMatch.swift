import LedgerCore

/// How Envoy finds the users of one value of a header or a cookie.
struct EnvoyUserMatch: Equatable {
    let trait: UserTrait
    let value: String

    private static let cookieStart = "(^|.*; *)"
    private static let cookieEnd = "(;.*|$)"

    /// `nil` for a bucket: no matcher of Envoy's computes one.
    init?(_ trait: UserTrait, _ value: String) {
        guard !trait.isBucket else { return nil }
        self.trait = trait
        self.value = value
    }

    /// The matcher of a header; Envoy 1.40 knows cookies by their header only.
    var json: JSONObject {
        switch trait {
        case .header(let name):
            ["name": .string(name), "string_match": .object(["exact": .string(value)])]
        case .cookie(let name), .bucket(_, let name, _):
            [
                "name": "cookie",
                "string_match": .object([
                    "safe_regex": .object([
                        "regex": .string(
                            Self.cookieStart + Self.escaped("\(name)=\(value)") + Self.cookieEnd)
                    ])
                ]),
            ]
        }
    }

    /// - Parameter match: of a route; `nil` comes of one that is not ours.
    init?(_ match: JSONValue?) {
        guard match?["prefix"]?.text == "/", let headers = match?["headers"]?.elements,
            headers.count == 1, let name = headers[0]["name"]?.text
        else { return nil }
        let matcher = headers[0]["string_match"]
        if let value = matcher?["exact"]?.text {
            self.init(.header(name), value)
            return
        }
        guard name == "cookie", let regex = matcher?["safe_regex"]?["regex"]?.text,
            regex.hasPrefix(Self.cookieStart), regex.hasSuffix(Self.cookieEnd)
        else { return nil }
        let pair = regex.dropFirst(Self.cookieStart.count).dropLast(Self.cookieEnd.count)
            .filter { $0 != "\\" }.split(separator: "=", maxSplits: 1)
        guard pair.count == 2 else { return nil }
        self.init(.cookie(String(pair[0])), String(pair[1]))
    }

    /// RE2 takes a backslash before any punctuation for the character itself.
    private static func escaped(_ text: String) -> String {
        String(
            text.flatMap { character in
                character.isLetter || character.isNumber || character == "_" || character == "="
                    ? [character] : ["\\", character]
            })
    }
}

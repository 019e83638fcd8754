extension FieldReader {
    /// A name that is safe in streams, paths, labels and router commands.
    ///
    /// 1...100 of `A-Z a-z 0-9 _ . -`, beginning with a letter or digit.
    package func name(_ field: String) -> String {
        let text = string(field)
        if case .string? = value(field), !Self.isName(text) { note(Self.nameRule, at: field) }
        return text
    }

    package static let nameRule =
        "must be 1 to 100 of A-Z a-z 0-9 _ . - and begin with a letter or digit"

    package static func isName(_ text: String) -> Bool {
        guard let first = text.utf8.first, (1...100).contains(text.utf8.count) else { return false }
        return isAlphanumeric(first)
            && text.utf8.allSatisfy { byte in
                isAlphanumeric(byte) || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ".")
                    || byte == UInt8(ascii: "-")
            }
    }

    /// A version of a service: 1...200 printable ASCII characters without space, `"` or `\`.
    package func version(_ field: String) -> String {
        let text = string(field, length: 1...200)
        if !text.isEmpty, !Self.isVersion(text) {
            note("must be printable ASCII without spaces, quotes or backslashes", at: field)
        }
        return text
    }

    package static func isVersion(_ text: String) -> Bool {
        !text.isEmpty
            && text.utf8.allSatisfy { (0x21...0x7E).contains($0) && $0 != 0x22 && $0 != 0x5C }
    }

    /// An `http` or `https` base URL without user, query and fragment; trailing `/` are cut off.
    package func url(_ field: String) -> String {
        let text = string(field, length: 1...500)
        guard !text.isEmpty else { return text }
        if !Self.isURL(text) {
            note("must be an http or https URL without user, query and fragment", at: field)
        }
        return String(text.trimmingSuffix("/"))
    }

    private static func isURL(_ text: String) -> Bool {
        guard let scheme = ["http://", "https://"].first(where: text.hasPrefix) else {
            return false
        }
        let rest = text.utf8.dropFirst(scheme.utf8.count)
        return rest.first.map { $0 != UInt8(ascii: "/") } ?? false
            && rest.allSatisfy { (0x21...0x7E).contains($0) && !forbiddenInURL.contains($0) }
    }

    private static let forbiddenInURL = Array(#"@?#"\<>"#.utf8)

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "A")...UInt8(ascii: "Z"):
            true
        default: false
        }
    }
}

extension String {
    fileprivate func trimmingSuffix(_ character: Character) -> Substring {
        var rest = self[...]
        while rest.last == character { rest.removeLast() }
        return rest
    }
}

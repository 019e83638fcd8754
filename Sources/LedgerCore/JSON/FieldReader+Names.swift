extension FieldReader {
    /// A name that is safe in streams, paths, labels and router commands.
    ///
    /// 1...100 of `A-Z a-z 0-9 _ . -`, beginning with a letter or digit.
    package func name(_ field: String) -> String {
        let text = string(field)
        if value(field) != nil, !Self.isName(text) { note(Self.nameRule, at: field) }
        return text
    }

    package static let nameRule =
        "must be 1 to 100 of A-Z a-z 0-9 _ . - and begin with a letter or digit"

    package static func isName(_ text: String) -> Bool {
        guard let first = text.utf8.first, (1...100).contains(text.utf8.count) else { return false }
        return isAlphanumeric(first) && text.utf8.allSatisfy { byte in
            isAlphanumeric(byte) || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ".")
                || byte == UInt8(ascii: "-")
        }
    }

    /// A version of a service: 1...200 printable ASCII characters without space, `"` or `\`.
    package func version(_ field: String) -> String {
        let text = string(field, length: 1...200)
        if value(field) != nil, !Self.isVersion(text) {
            note("must be printable ASCII without spaces, quotes or backslashes", at: field)
        }
        return text
    }

    package static func isVersion(_ text: String) -> Bool {
        !text.isEmpty
            && text.utf8.allSatisfy { (0x21...0x7E).contains($0) && $0 != 0x22 && $0 != 0x5C }
    }

    /// An `http` or `https` base URL without user, query and fragment; a trailing `/` is cut off.
    package func url(_ field: String) -> String {
        let text = string(field, length: 1...500)
        guard value(field) != nil else { return text }
        let hasScheme = text.hasPrefix("http://") || text.hasPrefix("https://")
        let isPlain = text.utf8.allSatisfy { (0x21...0x7E).contains($0) }
        if !hasScheme || !isPlain || text.contains(where: { "@?#\"\\<>".contains($0) }) {
            note("must be an http or https URL without user, query and fragment", at: field)
        }
        return text.hasSuffix("/") ? String(text.dropLast()) : text
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "A")...UInt8(ascii: "Z"):
            true
        default: false
        }
    }
}

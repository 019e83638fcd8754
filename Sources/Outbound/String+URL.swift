extension String {
    /// RFC 3986: everything but unreserved characters as `%XX` of its UTF-8 bytes.
    var urlEncoded: String {
        var encoded = ""
        for byte in utf8 {
            if String.unreserved.contains(byte) {
                encoded.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                encoded += byte < 16 ? "%0" : "%"
                encoded += String(byte, radix: 16, uppercase: true)
            }
        }
        return encoded
    }

    private static let unreserved = Set(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~".utf8)

    /// So that a path can be appended, whether or not the base was written with a slash.
    var withoutLastSlash: String { hasSuffix("/") ? String(dropLast()) : self }
}

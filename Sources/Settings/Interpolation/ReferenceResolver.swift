/// Gives the value that a `${scheme:body}` stands for.
package protocol ReferenceResolver: Sendable {
    /// What stands before the colon, such as `file`.
    var scheme: String { get }

    /// - Throws: ``ReferenceError`` when there is no value, or none that may be used.
    func resolve(_ body: String) async throws(ReferenceError) -> String
}

/// Why a reference has no value; its message holds nothing of the value.
package struct ReferenceError: Error, Sendable, Equatable {
    package let message: String

    package init(_ message: String) { self.message = message }
}

/// `${file:/run/secrets/key}`: what a file holds, without the line's end at its end.
package struct FileResolver: ReferenceResolver {
    package let scheme = "file"
    /// Reads a file, whoever may read it.
    private let files: any SecretFiles
    /// Refuses files that everybody on the machine may read.
    private let isStrict: Bool

    package init(_ files: any SecretFiles, isStrict: Bool) {
        self.files = files
        self.isStrict = isStrict
    }

    package func resolve(_ body: String) async throws(ReferenceError) -> String {
        let file = try files.read(body)
        guard !isStrict || !file.othersMayRead else {
            throw ReferenceError(
                "\(body) may be read by everybody; take that away (chmod o-r), "
                    + "or pass --allow-insecure")
        }
        guard var text = String(validating: file.bytes, as: UTF8.self) else {
            throw ReferenceError("\(body) is not UTF-8")
        }
        if text.hasSuffix("\r\n") || text.hasSuffix("\n") { text.removeLast() }
        return text
    }
}

/// The files that secrets lie in.
package protocol SecretFiles: Sendable {
    func read(_ path: String) throws(ReferenceError) -> (bytes: [UInt8], othersMayRead: Bool)
}

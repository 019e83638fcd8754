/// Why a command has no answer.
package struct RedisError: Error, Sendable, Equatable {
    /// What a caller can branch on.
    package enum Code: String, Sendable {
        /// No connection, so the commands were never sent.
        case connectionFailed
        /// The connection ended before the answer; the commands may have been done.
        case connectionLost
        /// The deadline passed before the answer; the commands may have been done.
        case timedOut
        /// The server answered with an error; ``prefix`` says which.
        case serverError
    }

    package let code: Code
    /// First word of the server's error, such as `NOGROUP`; `nil` unless the server answered.
    package let prefix: String?
    /// Text of the server, which may quote arguments, or of the system, which does not.
    let text: String

    init(_ code: Code, text: String) {
        self.code = code
        prefix = nil
        self.text = text
    }

    /// - Parameter answer: the whole error line, such as `OOM command not allowed when …`.
    init(answer: String) {
        code = .serverError
        prefix = answer.prefix { $0 != " " }.description
        text = answer
    }

    /// The same error without the text, which may quote a password.
    var withoutText: RedisError {
        guard let prefix else { return self }
        return RedisError(answer: prefix)
    }
}

extension RedisError: CustomStringConvertible, CustomDebugStringConvertible {
    /// Safe for a log: of a server's answer it shows the prefix only.
    package var description: String {
        "\(code.rawValue): \(prefix ?? text)"
    }

    package var debugDescription: String { "\(code.rawValue): \(text)" }
}

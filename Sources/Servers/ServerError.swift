/// Why a private server could not be started or told something.
package struct ServerError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What a caller can branch on.
    package enum Code: String, Sendable {
        /// A program, or the user that it must run as, is not on this machine.
        case executableMissing
        /// The system refused: no port, no directory, no process, or a path that is too long.
        case didNotStart
        /// The program ended by itself; the message quotes the end of its log.
        case exited
        /// The program runs, but did not answer in time; it was stopped.
        case timedOut
    }

    package let code: Code
    /// What happened and what to do about it, for a person.
    package let message: String

    package var description: String { message }

    init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }
}

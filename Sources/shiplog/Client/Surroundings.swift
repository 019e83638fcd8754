import Foundation
import LedgerCore
import UnixSignals

/// What a verb finds around it: variables, outputs, the clock, and the person's Ctrl-C.
struct Surroundings: Sendable {
    var variables: [String: String]
    /// Makes the console, for `--no-color` given or not.
    var console: @Sendable (_ isPlain: Bool) -> Console
    /// This machine's clock: for showing only.
    var now: @Sendable () -> Timestamp
    /// Returns when the person wants to leave.
    var interruption: @Sendable () async -> Void
    /// All of the standard input.
    var input: @Sendable () throws -> [UInt8]
    /// The next line of the standard input, once it is there; `nil` at its end.
    var inputLine: @Sendable () -> String? = { readLine() }
    var pace = ClientPace()

    static var process: Surroundings {
        let variables = ProcessInfo.processInfo.environment
        return Surroundings(
            variables: variables,
            console: { Console.process(variables, isPlain: $0) },
            now: {
                Timestamp(microseconds: Int64(Date().timeIntervalSince1970 * 1_000_000))
            },
            interruption: {
                for await _ in await UnixSignalsSequence(trapping: .sigint) { return }
            },
            input: { Array(try FileHandle.standardInput.readToEnd() ?? Data()) })
    }
}

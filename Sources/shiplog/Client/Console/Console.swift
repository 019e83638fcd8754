import Foundation
import Synchronization

/// Where a verb's words go: data to the output, talk to the error output.
final class Console: Sendable {
    /// The data of tables and documents; colours only where a person looks.
    let style: Style
    /// Own lines may be painted over.
    let canRepaint: Bool
    private let talkStyle: Style
    private let output: @Sendable (String) -> Void
    private let talk: @Sendable (String) -> Void

    init(
        style: Style, talkStyle: Style, canRepaint: Bool,
        output: @escaping @Sendable (String) -> Void, talk: @escaping @Sendable (String) -> Void
    ) {
        self.style = style
        self.talkStyle = talkStyle
        self.canRepaint = canRepaint
        self.output = output
        self.talk = talk
    }

    /// A line of data.
    func write(_ line: String) { output(line + "\n") }

    /// Data as it is, such as what paints a terminal.
    func writeRaw(_ text: String) { output(text) }

    /// A line for the person, apart from the data.
    func say(_ line: String) { talk(line + "\n") }

    /// What to type next.
    func suggest(_ command: String) { say("next: \(command)") }

    func show(_ failure: ClientFailure) {
        say("\(talkStyle.paint("error:", .red)) \(failure.message)")
        for detail in failure.details { say("  \(detail)") }
        if let advice = failure.advice { suggest(advice) }
    }
}

extension Console {
    /// The process' own outputs.
    ///
    /// - Parameter isPlain: `--no-color` was given.
    static func process(_ variables: [String: String], isPlain: Bool) -> Console {
        let isDumb = variables["TERM"] == "dumb"
        let outputIsTerminal = isatty(STDOUT_FILENO) == 1
        let talkIsTerminal = isatty(STDERR_FILENO) == 1
        return Console(
            style: Style(isTerminal: outputIsTerminal, isPlain: isPlain, variables),
            talkStyle: Style(isTerminal: talkIsTerminal, isPlain: isPlain, variables),
            canRepaint: outputIsTerminal && !isDumb,
            output: { Self.write($0, to: .standardOutput) },
            talk: { Self.write($0, to: .standardError) })
    }

    private static func write(_ text: String, to handle: FileHandle) {
        do { try handle.write(contentsOf: Data(text.utf8)) } catch {
            // The reader is gone, such as `head`: there is nobody left to tell.
        }
    }
}

import LedgerCore
import Synchronization

/// Events as lines, and under them a few lines that are painted again and again.
///
/// Only its own lines are touched: what was on the screen before stays, and can be scrolled to.
final class ScreenDisplay: WatchDisplay {
    let interval: Duration
    private let console: Console
    private let now: @Sendable () -> Timestamp
    private let state = Mutex(State())

    private struct State {
        var document = JSONObject()
        /// Lines at the bottom that are ours.
        var painted = 0
    }

    init(_ session: ClientSession) {
        interval = session.client.pace.repaint
        console = session.console
        now = session.surroundings.now
    }

    func show(_ events: [EventDocument], _ document: JSONObject) {
        let lines = events.filter { !LineDisplay.isNoise($0) }.map(\.line)
        state.withLock { state in
            state.document = document
            paint(lines, &state)
        }
    }

    func tick() { state.withLock { paint([], &$0) } }

    /// Takes the block away, writes the events where it stood, and puts the block under them.
    ///
    /// Lines of the block are cut at the terminal's edge, so that each takes one row and the next
    /// painting finds its beginning.
    private func paint(_ events: [String], _ state: inout State) {
        let block = ScreenBlock(state.document, at: now()).lines(console.style)
        let up = state.painted > 0 ? "\u{1B}[\(state.painted)A" : ""
        let clear = "\r\(up)\u{1B}[J"
        let withoutWrapping = "\u{1B}[?7l"
        let withWrapping = "\u{1B}[?7h"
        console.writeRaw(
            clear + events.map { $0 + "\n" }.joined() + withoutWrapping
                + block.map { $0 + "\n" }.joined() + withWrapping)
        state.painted = block.count
    }
}

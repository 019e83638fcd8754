import Synchronization

@testable import shiplog

/// Keeps what a verb writes, and tells when a line comes.
final class RecordedConsole: Sendable {
    private struct State {
        var output = ""
        var talk = ""
        var waiting: [(text: String, continuation: CheckedContinuation<Void, Never>)] = []

        mutating func takeServed() -> [CheckedContinuation<Void, Never>] {
            let all = output + talk
            let served = waiting.filter { all.contains($0.text) }
            waiting.removeAll { all.contains($0.text) }
            return served.map(\.continuation)
        }
    }

    private let state = Mutex(State())
    private let canRepaint: Bool
    private let isColoured: Bool

    init(canRepaint: Bool = false, isColoured: Bool = false) {
        self.canRepaint = canRepaint
        self.isColoured = isColoured
    }

    var output: String { state.withLock { $0.output } }
    var talk: String { state.withLock { $0.talk } }

    var console: Console {
        Console(
            style: Style(isColoured: isColoured), talkStyle: Style(isColoured: isColoured),
            canRepaint: canRepaint, output: { text in self.note { $0.output += text } },
            talk: { text in self.note { $0.talk += text } })
    }

    /// Returns once the text was written, to either side; the test's time limit bounds it.
    func waits(for text: String) async {
        await withCheckedContinuation { continuation in
            note { $0.waiting.append((text, continuation)) }
        }
    }

    private func note(_ change: (inout State) -> Void) {
        let served = state.withLock { state in
            change(&state)
            return state.takeServed()
        }
        for continuation in served { continuation.resume() }
    }
}

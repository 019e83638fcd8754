package import LedgerCore
import Rollout
import Synchronization

/// A metrics source that says what it is told; a version that it was told nothing of has no data.
package final class InMemoryMetrics: MetricsProvider {
    /// One question that was asked.
    package struct Question: Sendable, Equatable {
        package let version: String
        package let windowSeconds: Int

        package init(version: String, windowSeconds: Int) {
            self.version = version
            self.windowSeconds = windowSeconds
        }
    }

    private struct State {
        var answers: [String: [Measurement.Answer]] = [:]
        var outage: String?
        var questions: [Question] = []
    }

    private let state = Mutex(State())

    package init() {}

    /// Every question so far.
    package var questions: [Question] { state.withLock { $0.questions } }

    /// Answers questions about a version one after the other; the last answer stays.
    package func answer(_ version: String, with answers: Measurement.Answer...) {
        state.withLock { $0.answers[version] = answers }
    }

    /// Answers everything with an error until it is `nil` again.
    package func setOutage(_ message: String?) { state.withLock { $0.outage = message } }

    package func measure(version: String, windowSeconds: Int) async -> Measurement {
        let answer = state.withLock { state in
            state.questions.append(Question(version: version, windowSeconds: windowSeconds))
            return state.outage.map(Measurement.Answer.error) ?? next(for: version, &state)
        }
        return Measurement(
            answer: answer, provider: "memory", query: "\(version) over \(windowSeconds) s")
    }

    private func next(for version: String, _ state: inout State) -> Measurement.Answer {
        guard let answers = state.answers[version], let first = answers.first else {
            return .noData("Nothing is known of this version")
        }
        if answers.count > 1 { state.answers[version]?.removeFirst() }
        return first
    }
}

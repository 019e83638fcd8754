import LedgerCore
import Testing

struct LookLimitsTests {
    private struct Vectors: Decodable { let argoAssessMetric: [Case] }

    private struct Case: Decodable {
        /// Negative for none.
        let failureLimit: Int
        let consecutiveSuccessLimit: Int?
        let inconclusiveLimit: Int
        let count: Int?
        let failed: Int
        let inconclusive: Int
        let consecutiveSuccess: Int
        let consecutiveError: Int
        let taken: Int
        let running: String
        let terminating: String

        var limits: LookLimits {
            LookLimits(
                failureLimit: failureLimit < 0 ? nil : failureLimit,
                inconclusiveLimit: inconclusiveLimit,
                consecutiveSuccessLimit: consecutiveSuccessLimit, plannedLooks: count)
        }

        var tally: LookTally {
            var tally = LookTally()
            tally.failed = failed
            tally.inconclusive = inconclusive
            tally.consecutiveSuccesses = consecutiveSuccess
            tally.consecutiveErrors = consecutiveError
            tally.taken = taken
            return tally
        }
    }

    @Test func `the state is that of the vectors`() throws {
        let cases = try VectorFile.read("analysis.json", as: Vectors.self).argoAssessMetric
        #expect(cases.count == 12)
        for item in cases {
            let running = item.limits.state(after: item.tally, isOver: false)
            let over = item.limits.state(after: item.tally, isOver: true)
            #expect(running.rawValue == item.running.lowercased(), "\(item)")
            #expect(over.rawValue == item.terminating.lowercased(), "\(item)")
        }
    }

    @Test func `a limit is met at the limit and trips beyond it`() {
        let limits = LookLimits(
            failureLimit: 1, inconclusiveLimit: 1, consecutiveErrorLimit: 1,
            consecutiveSuccessLimit: 2)
        for (outcome, state) in [
            (.failure, .failed), (.inconclusive, .inconclusive), (.error, .error),
        ] as [(LookTally.Outcome, LookLimits.State)] {
            #expect(limits.state(after: tally(outcome), isOver: false) == .running)
            #expect(limits.state(after: tally(outcome, outcome), isOver: true) == state)
        }
        #expect(limits.state(after: tally(.success), isOver: false) == .running)
        #expect(limits.state(after: tally(.success, .success), isOver: false) == .successful)
    }

    @Test func `a failure outweighs what is inconclusive, which outweighs an error`() {
        let limits = LookLimits(consecutiveErrorLimit: 0, consecutiveSuccessLimit: 1)
        let all: [LookTally.Outcome] = [.failure, .inconclusive, .success, .error]
        #expect(limits.state(after: tally(all), isOver: true) == .failed)
        #expect(limits.state(after: tally(Array(all[1...])), isOver: true) == .inconclusive)
        #expect(limits.state(after: tally(Array(all[2...])), isOver: true) == .error)
    }

    @Test func `an error breaks a run of successes and is no look`() {
        let tally = tally(.success, .success, .error, .success)
        #expect(tally.taken == 3)
        #expect(tally.consecutiveSuccesses == 1)
        #expect(tally.consecutiveErrors == 0)
    }

    private func tally(_ outcomes: LookTally.Outcome...) -> LookTally { tally(outcomes) }

    private func tally(_ outcomes: [LookTally.Outcome]) -> LookTally {
        outcomes.reduce(into: LookTally()) { $0.add($1) }
    }
}

import LedgerCore
import Testing

struct NotificationStateTests {
    /// A fold in which each event is recorded so many seconds after noon.
    private static func state(_ events: [(Int, NotificationEvent)]) -> NotificationState {
        var state = NotificationState()
        for (index, (second, event)) in events.enumerated() {
            NotificationState.evolve(
                &state, with: event, version: Int64(index + 1),
                at: Example.noon.adding(seconds: second))
        }
        return state
    }

    private static func failure(_ attempt: Int, at second: Int) -> NotificationEvent {
        let retryAt = DeliveryPlan.retry(
            after: attempt, failedAt: Example.noon.adding(seconds: second))
        return .failed(.init(attempt: attempt, code: "refused", detail: "500", retryAt: retryAt))
    }

    private static let decided = NotificationEvent.decided(NotificationEvent.decided())

    @Test func `the first attempt is made at once`() {
        #expect(Self.state([(0, Self.decided)]).step(at: Example.noon) == .attempt(1))
    }

    @Test func `attempts are made after 0 s, 5 s, 30 s, 5 min, 30 min and 2 h, and then none`() {
        var history = [(0, Self.decided)]
        var second = 0
        for (index, delay) in [0, 5, 30, 300, 1800, 7200].enumerated() {
            let early = Example.noon.adding(seconds: second + delay - 1)
            let due = Example.noon.adding(seconds: second + delay)
            if delay > 0 { #expect(Self.state(history).step(at: early) == .wait(until: due)) }
            #expect(Self.state(history).step(at: due) == .attempt(index + 1))
            second += delay
            history.append((second, .attemptStarted(.init(number: index + 1, worker: "w"))))
            second += 1
            history.append((second, Self.failure(index + 1, at: second)))
        }

        let state = Self.state(history)
        #expect(state.step(at: Example.noon.adding(seconds: second)) == .giveUp)
        history.append((second, .deadLettered(.init(attempts: 6))))
        #expect(Self.state(history).step(at: Example.noon.adding(seconds: 99_999)) == .over)
    }

    @Test func `an attempt without an outcome is left alone for 30 s, and then made again`() {
        let state = Self.state([
            (0, Self.decided), (0, .attemptStarted(.init(number: 1, worker: "w"))),
        ])

        let takeover = Example.noon.adding(seconds: 30)
        #expect(state.step(at: takeover.adding(milliseconds: -1)) == .wait(until: takeover))
        #expect(state.step(at: takeover) == .attempt(2))
    }

    @Test func `what was delivered is over, even by an attempt that was given up for lost`() {
        let state = Self.state([
            (0, Self.decided), (0, .attemptStarted(.init(number: 1, worker: "w"))),
            (30, .attemptStarted(.init(number: 2, worker: "v"))),
            (31, .delivered(.init(attempt: 1, answer: "HTTP 200"))),
        ])

        #expect(state.end == .delivered)
        #expect(state.step(at: Example.noon.adding(seconds: 99_999)) == .over)
    }

    @Test func `the late failure of an earlier attempt does not end the present one`() {
        let state = Self.state([
            (0, Self.decided), (0, .attemptStarted(.init(number: 1, worker: "w"))),
            (30, .attemptStarted(.init(number: 2, worker: "v"))), (31, Self.failure(1, at: 31)),
        ])

        #expect(
            state.step(at: Example.noon.adding(seconds: 40))
                == .wait(until: Example.noon.adding(seconds: 60)))
    }

    @Test func `a summary grows until it is sent, by each event once`() {
        let summary = NotificationEvent.decided(NotificationEvent.decided(isSummary: true))
        let joined = NotificationEvent.sample(.joined)
        let state = Self.state([(0, summary), (1, joined)])

        #expect(state.joinedCount == 1)
        #expect(state.mayGrow)
        #expect(state.tells(of: 7) && state.tells(of: 8))
        #expect(!state.tells(of: 9))
        #expect(!Self.state([(0, Self.decided)]).mayGrow)
        let sent = Self.state([(0, summary), (1, .attemptStarted(.init(number: 1, worker: "w")))])
        #expect(!sent.mayGrow)
    }

    @Test func `an empty stream has nothing to send`() {
        #expect(NotificationState().step(at: Example.noon) == .over)
    }
}

import Testing

@testable import Redis

struct ReconnectDelayTests {
    private let start = ContinuousClock.now
    private let error = RedisError(.connectionFailed, text: "refused")

    @Test func `the first attempt is not held back`() {
        #expect(ReconnectDelay().refusal(at: start) == nil)
    }

    @Test func `after a failure calls fail at once for 50 ms`() {
        var delay = ReconnectDelay()
        delay.failed(error, at: start)
        #expect(delay.refusal(at: start + .milliseconds(49)) == error)
        #expect(delay.refusal(at: start + .milliseconds(50)) == nil)
    }

    @Test func `each further failure doubles the time, up to a second`() {
        var delay = ReconnectDelay()
        for milliseconds in [50, 100, 200, 400, 800, 1000, 1000] {
            delay.failed(error, at: start)
            #expect(delay.refusal(at: start + .milliseconds(milliseconds - 1)) == error)
            #expect(delay.refusal(at: start + .milliseconds(milliseconds)) == nil)
        }
    }

    @Test func `a success forgets the failures`() {
        var delay = ReconnectDelay()
        for _ in 1...5 { delay.failed(error, at: start) }
        delay.succeeded()
        #expect(delay.refusal(at: start) == nil)
        delay.failed(error, at: start)
        #expect(delay.refusal(at: start + .milliseconds(50)) == nil)
    }
}

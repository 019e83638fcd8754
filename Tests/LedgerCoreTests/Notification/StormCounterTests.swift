import LedgerCore
import Testing

struct StormCounterTests {
    private static let service = StreamName.service("agent", in: "production")
    private static let notice = NotificationEvent.decided().notice

    private static func event(_ position: Int64, second: Int) -> RecordedEvent {
        RecordedEvent(
            position: position, stream: service, version: position,
            event: NewEvent(
                id: Example.id(UInt64(position)), type: "rollback.blocked", schema: 1, data: []),
            origin: EventOrigin(
                commandID: Example.id(1), actor: "worker:w", correlationID: Example.id(1)),
            recordedAt: Example.noon.adding(seconds: second))
    }

    /// Whether each of some events is part of a summary, one every `seconds`.
    private static func summarised(_ count: Int, every seconds: Int) -> [Bool] {
        var counter = StormCounter(after: 0)
        return (0..<count).map { number in
            counter.see(event(Int64(number + 1), second: number * seconds))
            return counter.summary(of: notice, in: service) != nil
        }
    }

    @Test func `three events of a kind are told one by one, and the rest of the window together`() {
        #expect(Self.summarised(5, every: 1) == [false, false, false, true, true])
    }

    @Test func `what is far apart is never summarised`() {
        #expect(!Self.summarised(20, every: 200).contains(true))
    }

    @Test func `a summary is sent when its window of ten minutes is over`() {
        var counter = StormCounter(after: 0)
        counter.see(Self.event(1, second: 30))
        for _ in 0..<3 { _ = counter.summary(of: Self.notice, in: Self.service) }

        let window = counter.summary(of: Self.notice, in: Self.service)
        #expect(window?.start == Example.noon)
        #expect(window?.end == Example.noon.adding(seconds: 600))
    }

    @Test func `other kinds and other services are no part of it`() {
        var counter = StormCounter(after: 0)
        counter.see(Self.event(1, second: 0))
        for _ in 0..<4 { _ = counter.summary(of: Self.notice, in: Self.service) }

        let other = Notice(.trafficDrifted, .warn, "t", "x")
        #expect(counter.summary(of: other, in: Self.service) == nil)
        let elsewhere = StreamName.service("other", in: "production")
        #expect(counter.summary(of: Self.notice, in: elsewhere) == nil)
    }

    @Test func `reading again from the window's position counts the same`() {
        var counter = StormCounter(after: 0)
        for position in 1...8 {
            counter.see(Self.event(Int64(position), second: position * 100))
            _ = counter.summary(of: Self.notice, in: Self.service)
        }
        #expect(counter.windowPosition == 5)

        var again = StormCounter(after: 5)
        for position in 6...8 {
            again.see(Self.event(Int64(position), second: position * 100))
            _ = again.summary(of: Self.notice, in: Self.service)
        }
        #expect(again.windowPosition == 5)
        let first = counter.summary(of: Self.notice, in: Self.service)
        #expect(first?.start == again.summary(of: Self.notice, in: Self.service)?.start)
        #expect(first != nil)
    }
}

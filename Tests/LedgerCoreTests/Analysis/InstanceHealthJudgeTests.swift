import LedgerCore
import Testing

struct InstanceHealthJudgeTests {
    private func check(
        _ answers: [InstanceHealthJudge.Answer], tolerated: Int = 0
    ) -> Check {
        let named = answers.enumerated().map { ("i\($0.offset)", $0.element) }
        return InstanceHealthJudge.check(
            Dictionary(named) { first, _ in first }, tolerated: tolerated)
    }

    @Test func `all must be well, but for what is tolerated`() {
        #expect(check([.well, .well]).result == .ok)
        #expect(check([.well, .well]).detail == nil)
        #expect(check([.well, .unwell("sick")]).result == .fail)
        #expect(check([.well, .unwell("sick")], tolerated: 1).result == .ok)
        #expect(check([.well, .unwell("sick"), .unclear("mute")], tolerated: 1).result == .error)
    }

    @Test func `silence and nobody at all are no good evidence`() {
        #expect(check([.well, .unclear("mute")]).result == .error)
        #expect(check([]).result == .noData)
        #expect(check([.unclear("mute")], tolerated: 1).result == .noData)
    }

    @Test func `who is not well is named`() {
        let detail = check([.well, .unwell("sick"), .well]).detail
        #expect(detail == "2 of 3 well; i1: sick")
    }
}

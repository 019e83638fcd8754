import Rollout
import Testing

struct OutboundErrorTests {
    @Test func `a message is short, and holds nothing that an event could not`() {
        let family = "👨‍👩‍👧‍👦"
        let error = OutboundError(.malformed, "a\u{0}b\n" + String(repeating: family, count: 400))
        #expect(error.message.hasPrefix("a b "))
        #expect(error.message.unicodeScalars.count == 300)
        #expect(error.message.utf8.count < 4096)
    }

    @Test(
        arguments: [
            (.unreachable, false), (.unknownOutcome, true), (.refused, false), (.malformed, true),
            (.notAllowed, false), (.stale, false),
        ] as [(OutboundError.Code, Bool)])
    func `only what may have been carried out is unknown`(
        _ error: (code: OutboundError.Code, isUnknown: Bool)
    ) {
        #expect(OutboundError(error.code, "").isUnknown == error.isUnknown)
    }
}

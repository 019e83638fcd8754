import LedgerCore
import Testing

struct SampleEventTests {
    @Test(
        arguments: [
            .value(.init(requests: 0, errors: 0)), SampleEvent.measured,
            .noData("no series"), .error("unreachable: no connection"),
        ] as [Measurement.Answer], SampleEvent.Role.allCases)
    func `every answer of a source reads back equal`(
        answer: Measurement.Answer, role: SampleEvent.Role
    ) throws {
        let event = SampleEvent.recorded(SampleEvent.recorded(role, answer))
        let new = event.recordable(id: Example.id(1))
        #expect(try SampleEvent(.recorded, StoredBody(schema: 1, data: new.data)) == event)
    }

    @Test(arguments: Verdict.Kind.allCases)
    func `every verdict reads back equal`(kind: Verdict.Kind) throws {
        let event = SampleEvent.judged(
            .init(
                deployment: Example.deployment, stage: 0, judge: "guarded-ratio/1",
                verdict: Verdict(kind, checks: []), samples: []))
        let new = event.recordable(id: Example.id(1))
        #expect(try SampleEvent(.judged, StoredBody(schema: 1, data: new.data)) == event)
    }

    @Test func `a number that is not finite is left out, and so reads as not measured`() throws {
        let answer = Measurement.Answer.value(
            .init(requests: 5, errors: 0, latencyMillisecondsP99: .nan))
        let data = SampleEvent.recorded(SampleEvent.recorded(.canary, answer))
            .recordable(id: Example.id(1)).data

        let read = try SampleEvent(.recorded, StoredBody(schema: 1, data: data))
        let expected = Measurement.Answer.value(.init(requests: 5, errors: 0))
        #expect(read == .recorded(SampleEvent.recorded(.canary, expected)))
    }
}

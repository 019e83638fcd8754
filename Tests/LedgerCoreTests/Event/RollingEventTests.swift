import LedgerCore
import Testing

/// The forms of events that came with rolling deployments, byte by byte. Those without them are in
/// the golden files, which did not change.
struct RollingEventTests {
    private static let green = Placement(version: "v2", slot: "green")

    private static let forms: [(ServiceEvent, String)] = [
        (
            .deployDecided(.init(target: green, instances: ["g-1", "g-2"])),
            #"{"target":{"version":"v2","slot":"green"},"instances":["g-1","g-2"]}"#
        ),
        (
            .deployAcknowledged(.init(attempt: 7, failed: ["g-2"])),
            #"{"attempt":7,"failed":["g-2"]}"#
        ),
        (
            .deployed(
                .init(
                    target: green, healthyChecks: 3, instances: ["g-1", "g-2"], failed: ["g-2"])),
            #"{"target":{"version":"v2","slot":"green"},"healthy_checks":3,"#
                + #""instances":["g-1","g-2"],"failed":["g-2"]}"#
        ),
        (
            .shiftDecided(
                .init(
                    split: TrafficSplit([
                        .init(slot: "blue", version: "v1", percent: 75, instances: ["b-2"]),
                        .init(slot: "green", version: "v2", percent: 25, instances: []),
                    ]), cause: .drain, stage: 1)),
            #"{"split":[{"slot":"blue","version":"v1","percent":75,"instances":["b-2"]},"#
                + #"{"slot":"green","version":"v2","percent":25,"instances":[]}],"#
                + #""cause":"drain","stage":1}"#
        ),
        (
            .deploymentStarted(
                .init(
                    deployment: Example.deployment, slot: "green", stable: nil, instances: 8)),
            #"{"deployment":"\#(Example.deployment)","slot":"green","instances":8}"#
        ),
    ]

    @Test(arguments: forms.indices)
    func `a form is written and read as it was`(index: Int) throws {
        let (event, text) = Self.forms[index]
        let stored = event.stored
        #expect(String(decoding: stored.payload.json.bytes, as: UTF8.self) == text)
        let body = StoredBody(schema: 1, data: Array(text.utf8))
        #expect(stored.payload.schema == 1)
        #expect(try ServiceEvent(stored.name, body) == event)
    }
}

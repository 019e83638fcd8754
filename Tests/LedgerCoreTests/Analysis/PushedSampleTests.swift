import LedgerCore
import Testing

struct PushedSampleTests {
    @Test func `those of one version and window are added up, and others kept apart`() {
        let samples = [
            sample("v2", requests: 100, errors: 1, p50: 10, p99: 100),
            sample("v1", requests: 5, errors: 5),
            sample("v2", requests: 300, errors: 2, p50: 30, p99: 200),
            sample("v2", seconds: 20, requests: 7, errors: 0),
        ]

        #expect(
            PushedSample.merged(samples) == [
                sample("v2", requests: 400, errors: 3, p50: 25, p99: 175),
                sample("v1", requests: 5, errors: 5),
                sample("v2", seconds: 20, requests: 7, errors: 0),
            ])
    }

    @Test func `a latency that some lack is that of the others`() {
        let samples = [
            sample("v2", requests: 100, errors: 0, p99: 100),
            sample("v2", requests: 900, errors: 0),
            sample("v2", requests: 0, errors: 0, p99: 5000),
        ]

        #expect(
            PushedSample.merged(samples) == [sample("v2", requests: 1000, errors: 0, p99: 100)])
    }

    @Test func `a window counts what is of its version and of the present traffic`() {
        var window = PushedWindow(version: "v2", notBefore: noon.adding(seconds: -10))

        window.add(
            .init(
                samples: [
                    sample("v2", requests: 100, errors: 1),
                    sample("v2", seconds: 11, requests: 50, errors: 50),
                    sample("v1", requests: 70, errors: 70),
                ], sent: 3))
        window.add(.init(samples: [sample("v2", seconds: 1, requests: 10, errors: 0)], sent: 1))

        #expect(window.answer == .value(.init(requests: 110, errors: 1)))
        #expect(window.counted == 2)
    }

    @Test(
        arguments: [
            ([], "No sample of this version was received in the window"),
            (
                [sample("v1", requests: 9, errors: 0)],
                "No sample of this version was received in the window"
            ),
            (
                [sample("v2", seconds: 11, requests: 9, errors: 0)],
                "Every sample received began before the traffic was what it is"
            ),
            ([sample("v2", requests: 0, errors: 0)], "No requests in the window"),
        ] as [([PushedSample], String)])
    func `without requests there is no data, and it is said why`(
        samples: [PushedSample], reason: String
    ) {
        var window = PushedWindow(version: "v2", notBefore: noon.adding(seconds: -10))

        window.add(.init(samples: samples, sent: 1))

        #expect(window.answer == .noData(reason))
    }
}

private let noon = Timestamp(microseconds: 1_795_521_600_000_000)

private func sample(
    _ version: String, seconds: Int = 10, requests: Int, errors: Int, p50: Double? = nil,
    p99: Double? = nil
) -> PushedSample {
    PushedSample(
        version: version, endedAt: noon, seconds: seconds,
        values: .init(
            requests: requests, errors: errors, latencyMillisecondsP50: p50,
            latencyMillisecondsP99: p99))
}

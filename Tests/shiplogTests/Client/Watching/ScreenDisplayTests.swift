import ArgumentParser
import LedgerCore
import Testing

@testable import shiplog

struct ScreenDisplayTests {
    private let console = RecordedConsole(canRepaint: true)
    private let clock = ManualClock("2026-11-24T13:12:00Z")

    private func display() throws -> ScreenDisplay {
        let session = try ClientSession(
            ClientOptions.parse([]), .quiet(console, [:], clock), console.console)
        return ScreenDisplay(session)
    }

    private let document: JSONObject = [
        "service": "agent-api", "version": "v2", "from_version": "v1",
        "environment": "production", "status": "holding", "stage": 1,
        "requested_at": "2026-11-24T13:00:00.000000Z",
        "plan": .object([
            "stages": .array([10, 50, 100].map { .object(["percent": $0]) })
        ]),
        "stages": .array([
            .object(["stage": 0, "status": "passed"]),
            .object([
                "stage": 1, "status": "holding", "duration_seconds": 600,
                "observed_at": "2026-11-24T13:10:30.000000Z", "last_verdict": "ok",
                "last_checks": .array([
                    .object([
                        "name": "max_error_rate", "result": "ok", "value": .number(0.002),
                        "limit": .number(0.01),
                    ])
                ]),
            ]),
        ]),
    ]

    private let event = EventDocument(json: [
        "position": 9, "recorded_at": "2026-11-24T13:11:00.000000Z", "schema": 1,
        "type": "traffic.shift_acknowledged", "data": .object(["attempt": 8]),
    ])

    @Test func `the events stand above what is painted again`() throws {
        try display().show([event], document)

        #expect(
            console.output == "\r\u{1B}[J" + """
                2026-11-24T13:11:00Z  #9  the router accepted the shares
                \u{1B}[?7lagent-api  v1 -> v2  production  holding, stage 2 of 3 (50 %)  12 min
                  [x] 10 %  [>] 50 %  1 min 30 s of 10 min  [ ] 100 %
                  last look  ok: max_error_rate 0.002 <= 0.01
                \u{1B}[?7h
                """)
    }

    @Test func `a repaint goes back over its own lines and touches nothing else`() throws {
        let display = try display()
        display.show([event], document)
        let before = console.output
        clock.advance(seconds: 30)

        display.tick()

        let painted = console.output.dropFirst(before.count)
        #expect(painted.hasPrefix("\r\u{1B}[3A\u{1B}[J\u{1B}[?7lagent-api"))
        #expect(painted.contains("12 min 30 s\n"))
        #expect(!painted.contains("\u{1B}[H") && !painted.contains("\u{1B}[2J"))
    }
}

import Foundation
import LedgerCore

extension DemoStory {
    /// Set against measured, stage by stage: what users were really answered.
    func showSplit(of deployment: JSONObject) async throws {
        session.console.write("\n  stage   set   measured   answers   errors")
        for stage in deployment.objects("stages") {
            guard let percent = stage.whole("percent"), let start = stage.time("observed_at") else {
                continue
            }
            // The last stage ends with the deployment; its traffic goes on, so look at 2 s of it.
            var end = stage.time("ended_at") ?? start
            if end.seconds(since: start) < 1 {
                try await Task.sleep(for: .seconds(2))
                end = start.adding(seconds: 2)
            }
            show(percent, traffic.answers(from: start, to: end), deployment.text("version") ?? "")
        }
    }

    private func show(_ percent: Int, _ answers: [DemoTraffic.Answer], _ version: String) {
        let new = answers.filter { $0.version == version }
        let share = answers.isEmpty ? 0 : 100 * Double(new.count) / Double(answers.count)
        let errors = new.count { $0.isError }
        session.console.write(
            String(
                format: "  %4d %%  %3d %%   %6.1f %%   %7d   %6d", percent, percent, share,
                answers.count, errors))
    }

    /// From the first look that failed to the last user who saw the bad version.
    func showRollback(of deployment: JSONObject, version: String) async throws {
        let id = deployment.text("id") ?? ""
        let samples = try await session.client.object(
            .get("/v1/events?limit=500&stream=samples/\(id)"))
        let breach = samples.objects("events").first { event in
            event.text("type") == "verdict.given" && event.object("data")?.text("verdict") == "fail"
        }?.time("recorded_at")
        let history = try await session.client.object(.get("/v1/rollbacks?limit=1"))
        guard let breach, let row = history.objects("rollbacks").first,
            let decided = row.time("decided_at"), let restored = row.time("traffic_restored_at"),
            let last = traffic.lastAnswer(of: version)
        else { throw DemoError("the bad version was not rolled back; see the log above") }
        session.console.write(
            """

              first look that failed   \(breach)
              decision recorded        \(after(breach, decided))
              0 % read back            \(after(breach, restored))
              last user it answered    \(after(breach, last))
            """)
    }

    private func after(_ start: Timestamp, _ end: Timestamp) -> String {
        String(format: "%+.3f s", Double(end.microseconds - start.microseconds) / 1_000_000)
    }

    func showWhereToLook() {
        session.console.write(
            """

            Where to look next, with `shiplog demo --keep` running:
              shiplog status agent-api      what is live, what changed, what to go back to
              shiplog rollbacks             who was taken back, when, why
              shiplog events --service agent-api    the whole story, event by event
            """)
    }
}

import LedgerCore
import Testing

/// Something that was not so, written into a history that was.
struct HistoryForgery: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let history: String
    /// The first event of this type is where it is forged.
    let type: String
    /// How many lines later it must be noticed.
    let noticedAfter: Int
    let change: @Sendable (inout [HistoryLine], Int) throws -> Void

    private init(
        _ description: String, in history: String, at type: String, noticedAfter: Int = 0,
        _ change: @escaping @Sendable (inout [HistoryLine], Int) throws -> Void
    ) {
        testDescription = description
        self.history = history
        self.type = type
        self.noticedAfter = noticedAfter
        self.change = change
    }

    static let all = [
        HistoryForgery("another share", in: "canary-completed", at: "traffic.shift_decided") {
            $0[$1].data["split"] = .array([
                .object(["slot": "blue", "version": "v1", "percent": 50]),
                .object(["slot": "green", "version": "v2", "percent": 50]),
            ])
        },
        HistoryForgery("a stage that passed too early", in: "canary-completed", at: "stage.passed")
        { $0[$1].at = $0[$1].at.adding(seconds: -30) },
        HistoryForgery("a good look that was bad", in: "canary-completed", at: "stage.passed") {
            $0[$1 - 1].data["verdict"] = "fail"
        },
        HistoryForgery("evidence that is not there", in: "canary-completed", at: "stage.passed") {
            $0[$1].data["evidence"] = .object([
                "samples_version": 99, "verdicts": .array([99]), "judge": "guarded-ratio/1",
            ])
        },
        HistoryForgery("a version that was not marked", in: "canary-failed", at: "abort.decided") {
            $0[$1].data["marks_bad"] = false
        },
        HistoryForgery(
            "a promotion that nobody asked for", in: "canary-promoted", at: "promotion.requested"
        ) { $0.remove(at: $1) },
        HistoryForgery(
            "one person for two", in: "canary-approved", at: "stage.approved",
            noticedAfter: 1
        ) { $0[$1 + 1].actor = $0[$1].actor },
        HistoryForgery(
            "the author's own yes", in: "canary-approved", at: "stage.approved"
        ) { $0[$1].actor = "author" },
        HistoryForgery(
            "an end while it was paused", in: "canary-paused", at: "deployment.resumed"
        ) { lines, index in
            let passed = lines.firstIndex { $0.type == "stage.passed" } ?? index
            lines.removeSubrange(index..<passed)
        },
        HistoryForgery(
            "an answer to another attempt", in: "canary-router-away", at: "traffic.shift_failed"
        ) { $0[$1].data["attempt"] = 1 },
        HistoryForgery(
            "another target of a rollback", in: "rollback-completed", at: "rollback.started"
        ) { $0[$1].data["to"] = .object(["version": "v2", "slot": "blue"]) },
        HistoryForgery(
            "an outcome that was another", in: "canary-aborted", at: "deployment.aborted"
        ) { lines, index in
            guard case .object(let settles)? = lines[index].data["settles"] else { return }
            lines[index].data["settles"] = .object(
                JSONObject(settles.members.map { .init(name: $0.name, value: "completed") }))
        },
    ]
}

import LedgerCore

/// How far a deployment is, from its document.
struct DeploymentProgress {
    let document: JSONObject

    init(_ document: JSONObject) { self.document = document }

    var status: String { document.text("status") ?? "unknown" }
    var service: String { document.text("service") ?? "?" }
    var version: String { document.text("version") ?? "?" }

    /// The present stage, from 1; `nil` before the first.
    var stage: Int? { document.whole("stage").map { $0 + 1 } }

    /// Of the plan's stages.
    var percents: [Int] {
        // A rolling plan's batches are known once it has begun.
        let batches = document.wholes("batch_percents")
        if !batches.isEmpty { return batches }
        return (document.object("plan")?.objects("stages") ?? []).map { $0.whole("percent") ?? 0 }
    }

    /// `holding, stage 2 of 4 (25 %)`.
    var phase: String {
        let status = status.split(separator: "_").joined(separator: " ")
        let wait = isOver ? nil : missingApprovals ?? missingWinner
        return [status, place, instances, wait].compactMap { $0 }.joined(separator: ", ")
    }

    /// What only a person can do for it to go on; `nil` when it goes on by itself.
    var wantedOfPerson: String? {
        if isOver { return nil }
        if document.flag("paused") { return "it is paused" }
        return missingApprovals.map { "it has \($0)" } ?? missingWinner.map { "it has \($0)" }
    }

    /// An A/B test that only a person can end well.
    private var missingWinner: String? {
        let plan = document.object("plan")
        guard status == "holding", stage == 1, percents.count == 2,
            plan?.text("strategy") == Strategy.abTest.rawValue, plan?.text("winner") == nil
        else { return nil }
        return "no winner yet"
    }

    /// `1 of 2 approvals`; `nil` when none is missing.
    private var missingApprovals: String? {
        let given = document.whole("approvals") ?? 0
        guard let needed = document.whole("approvals_needed"), given < needed else { return nil }
        return "\(given) of \(needed) approvals"
    }

    /// `stage 2 of 4 (25 %)`; `nil` before the first.
    var place: String? {
        guard let stage, percents.indices.contains(stage - 1) else { return nil }
        return "stage \(stage) of \(percents.count) (\(percents[stage - 1]) %)"
    }

    /// `3 of 8 new`; `nil` before the first, and for what does not go by instances.
    var instances: String? { Wording.instances(document.object("instances")) }

    /// The rows of the stages that were reached.
    var stages: [JSONObject] { document.objects("stages") }

    var isOver: Bool { document.text("ended_at") != nil }
    var isLive: Bool { status == "completed" }
}

import LedgerCore

/// How a deployment ended, why, and what serves users now.
struct DeploymentVerdict {
    let deployment: DeploymentProgress
    /// The service's document after the end; `nil` when it could not be read.
    let service: JSONObject?
    /// Positions of the first and the last event.
    let events: ClosedRange<Int>

    func lines(_ style: Style) -> [String] {
        var facts = FactList()
        for reason in reasons { facts.add("reason", reason) }
        facts.add("serves", serving)
        facts.add("took", took)
        facts.add("events", "#\(events.lowerBound) to #\(events.upperBound)")
        return [style.paint(headline, Style.tint(ofStatus: deployment.status))]
            + facts.lines(style).map { "  " + $0 }
    }

    /// The command that a person wants next, without `shiplog`.
    var nextWords: String {
        let document = deployment.document
        switch document.text("cause") {
        case _ where deployment.isLive: return "status \(deployment.service)"
        case "failed"?, "no_evidence"?:
            return "events --stream samples/\(document.text("id") ?? "")"
        case "not_ready"?: return "events --service \(deployment.service)"
        default: return "status \(deployment.service)"
        }
    }

    private var headline: String {
        let what = "\(deployment.service) \(deployment.version)"
        let place = deployment.place.map { " in \($0)" } ?? ""
        switch deployment.status {
        case "completed": return "completed: \(what) is live"
        case "aborted": return "taken back: \(what)\(place)"
        default: return "\(deployment.status): \(what)"
        }
    }

    private var reasons: [String] {
        let document = deployment.document
        switch document.text("cause") {
        case _ where deployment.isLive: return []
        case "failed"?: return [Cause.failed.sentence] + checks { $0 == "fail" }
        case "no_evidence"?: return [Cause.noEvidence.sentence] + checks { $0 != "ok" }
        case "not_ready"?:
            return [Cause.notReady.sentence, document.text("last_failure")].compactMap { $0 }
        case "not_approved"?: return [Cause.notApproved.sentence]
        case "deadline"?:
            return [Cause.deadline.sentence, document.text("last_failure")].compactMap { $0 }
        case "superseded"?: return [Cause.superseded.sentence]
        case "requested"?: return [request]
        case let cause?: return [cause]
        case nil: return []
        }
    }

    private typealias Cause = ServiceEvent.AbortDecided.Cause

    private var request: String {
        let document = deployment.document
        let actor = document.text("abort_requested_by").map { " by \($0)" } ?? ""
        let reason = document.text("abort_reason").map { ": \($0)" } ?? ""
        return "requested\(actor)\(reason)"
    }

    /// The measured values and their limits, of the last stage that was looked at.
    private func checks(where isWanted: (String?) -> Bool) -> [String] {
        let looked = deployment.stages.last { !$0.objects("last_checks").isEmpty }
        return (looked?.objects("last_checks") ?? []).filter { isWanted($0.text("result")) }
            .map(Wording.check)
    }

    private var serving: String? {
        guard let service else { return nil }
        let shares = service.objects("traffic").filter { ($0.whole("percent") ?? 0) > 0 }
        return shares.isEmpty ? service.object("live")?.text("version") : Wording.traffic(shares)
    }

    private var took: String? {
        guard let start = deployment.document.time("requested_at"),
            let end = deployment.document.time("ended_at")
        else { return nil }
        return Wording.duration(seconds: end.seconds(since: start))
    }
}

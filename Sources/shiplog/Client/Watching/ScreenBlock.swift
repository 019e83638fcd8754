import LedgerCore

/// The lines at the bottom of a watched terminal: where the deployment stands now.
struct ScreenBlock {
    private let document: JSONObject
    private let progress: DeploymentProgress
    private let now: Timestamp

    init(_ document: JSONObject, at now: Timestamp) {
        self.document = document
        self.now = now
        progress = DeploymentProgress(document)
    }

    func lines(_ style: Style) -> [String] {
        var lines = [style.paint(heading, .bold), "  " + rail]
        if let look = stageRow, let verdict = look.text("last_verdict") {
            let checks = look.objects("last_checks").map(Wording.check).joined(separator: ", ")
            let text = "  last look  \(verdict)" + (checks.isEmpty ? "" : ": \(checks)")
            lines.append(style.paint(text, Style.tint(ofStatus: verdict)))
        }
        return lines
    }

    private var heading: String {
        let from = document.text("from_version").map { "\($0) -> " } ?? ""
        let environment = document.text("environment") ?? "?"
        return "\(progress.service)  \(from)\(progress.version)  \(environment)  "
            + "\(progress.phase)\(elapsed(since: "requested_at", of: document))"
    }

    /// `[x] 5 %  [>] 25 % 2 min of 10 min  [ ] 50 %  [ ] 100 %`.
    private var rail: String {
        progress.percents.enumerated().map { index, percent in
            let row = progress.stages.first { $0.whole("stage") == index }
            switch row?.text("status") {
            case "passed"?: return "[x] \(percent) %"
            case "aborted"?: return "[!] \(percent) %"
            case nil: return "[ ] \(percent) %"
            default: return "[>] \(percent) %\(row.map(held) ?? "")"
            }
        }.joined(separator: "  ")
    }

    private func held(_ row: JSONObject) -> String {
        guard let duration = row.whole("duration_seconds"), row.time("observed_at") != nil else {
            return ""
        }
        return elapsed(since: "observed_at", of: row)
            + " of \(Wording.duration(seconds: duration))"
    }

    private var stageRow: JSONObject? { progress.stages.last }

    /// By this machine's clock, for the eye only.
    private func elapsed(since name: String, of document: JSONObject) -> String {
        guard let start = document.time(name) else { return "" }
        return "  \(Wording.duration(seconds: now.seconds(since: start)))"
    }
}

import LedgerCore

/// What a service is doing, in one row or in detail.
enum ServiceStatus {
    static func table(_ rows: [JSONObject]) -> Table {
        var table = Table(
            "SERVICE", "STATUS", "LIVE", "ACTIVE", "PHASE", "STAGE", "TRAFFIC", "DRIFT")
        for row in rows {
            let active = row.object("active")
            table.add(
                .init(row.text("service")), .init(status: row.text("status")),
                .init(row.object("live")?.text("version")), .init(active?.text("version")),
                .init(active?.text("phase")), .init(active.flatMap(stage)),
                .init(traffic(row)), drift(row))
        }
        return table
    }

    static func lines(_ document: JSONObject, _ style: Style) -> [String] {
        let active = document.object("active")
        var facts = FactList()
        facts.add("service", document.text("service"))
        facts.add("environment", document.text("environment"))
        let status = document.text("status") ?? "unknown"
        facts.add("status", status, Style.tint(ofStatus: status))
        facts.add("live", placement(document.object("live")) ?? "nothing")
        facts.add("active", active.map(summary))
        facts.add("phase", active.map(phase))
        facts.add("approvals", active.flatMap(approvals))
        for id in document.texts("queued") { facts.add("queued", id) }
        let traffic = document.objects("traffic")
        for share in traffic { facts.add("traffic", Wording.traffic([share])) }
        facts.add("observed", Wording.time(document.text("traffic_observed_at")))
        let hasDrifted = document.flag("drifted")
        facts.add(
            "drift", hasDrifted ? "yes: the router shows something else" : "none",
            hasDrifted ? .red : nil)
        facts.add("health", document.object("health").map(health))
        facts.add("automatic", automatic(document), .yellow)
        facts.add("last good", document.text("last_good") ?? "none")
        facts.add("bad", document.texts("bad_versions").joined(separator: ", "))
        facts.add("changed", Wording.time(document.text("changed_at")))
        return facts.lines(style)
    }

    /// `fail, max_error_rate 0.31 > 0.05, at 2026-11-24T13:02:41Z`.
    private static func health(_ health: JSONObject) -> String {
        let checks = health.objects("checks").map(Wording.check)
        let at = Wording.time(health.text("at")).map { ["at \($0)"] } ?? []
        return ([health.text("verdict") ?? "unknown"] + checks + at).joined(separator: ", ")
    }

    /// Only what keeps a rollback back, or would.
    private static func automatic(_ document: JSONObject) -> String? {
        guard let state = document.object("automatic_rollback") else { return nil }
        if state.flag("suspended") { return "suspended: the last rollback did not help" }
        // What is well needs none, whatever was blocked some time ago.
        guard document.object("health")?.text("verdict") == "fail",
            let reason = state.text("blocked")
        else { return nil }
        let until = Wording.time(state.text("blocked_until")).map { " until \($0)" } ?? ""
        return "rollback blocked: \(reason)\(until)"
    }

    private static func traffic(_ row: JSONObject) -> String? {
        let shares = row.objects("traffic")
        return shares.isEmpty ? nil : Wording.traffic(shares)
    }

    private static func drift(_ row: JSONObject) -> Table.Cell {
        row.flag("drifted") ? Table.Cell("yes", .red) : "no"
    }

    private static func placement(_ placement: JSONObject?) -> String? {
        placement.map { "\($0.text("version") ?? "?") in \($0.text("slot") ?? "?")" }
    }

    private static func summary(_ active: JSONObject) -> String {
        let kind = active.text("kind") ?? "deployment"
        return "\(kind) \(active.text("id") ?? "?") to \(placement(active) ?? "?")"
    }

    private static func phase(_ active: JSONObject) -> String {
        let phase = active.text("phase") ?? "unknown"
        let since = Wording.time(active.text("step_started_at")).map { ", since \($0)" } ?? ""
        guard let stage = stage(active) else { return phase + since }
        return "\(phase), stage \(stage)\(since)"
    }

    /// `1 of 2`, at a stage that asks people.
    private static func approvals(_ active: JSONObject) -> String? {
        guard let needed = active.whole("approvals_needed"), needed > 0 else { return nil }
        return "\(active.whole("approvals") ?? 0) of \(needed)"
    }

    /// Counted from 1, as people do: `2 (25 %)`.
    private static func stage(_ active: JSONObject) -> String? {
        guard let stage = active.whole("stage") else { return nil }
        if let instances = Wording.instances(active.object("instances")) {
            return "\(stage + 1) (\(instances))"
        }
        return "\(stage + 1) (\(active.whole("percent") ?? 0) %)"
    }
}

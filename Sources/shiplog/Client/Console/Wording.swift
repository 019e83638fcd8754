import FoundationEssentials
import LedgerCore

/// Numbers and times as people read them.
enum Wording {
    /// `12 min 41 s`; the two largest units.
    static func duration(seconds: Int) -> String {
        let seconds = max(0, seconds)
        let (hours, minutes, rest) = (seconds / 3600, seconds / 60 % 60, seconds % 60)
        if hours > 0 { return minutes > 0 ? "\(hours) h \(minutes) min" : "\(hours) h" }
        if minutes > 0 { return rest > 0 ? "\(minutes) min \(rest) s" : "\(minutes) min" }
        return "\(rest) s"
    }

    /// RFC 3339 to the second.
    static func time(_ time: Timestamp) -> String { "\(time.description.prefix(19))Z" }

    /// The same of a document's time; the text itself when it is none.
    static func time(_ text: String?) -> String? {
        text.map { text in Timestamp(text).map { time($0) } ?? text }
    }

    /// At most four decimals, so that 0.1 % of 0.1 % is still seen.
    static func number(_ value: Double) -> String {
        guard abs(value) < 1e12 else { return "\(value)" }
        let scaled = (value * 10_000).rounded() / 10_000
        guard let whole = Int(exactly: scaled) else { return "\(scaled)" }
        return "\(whole)"
    }

    /// What a plan cannot notice, or why it takes longer than asked; `nil` when all is well.
    static func power(_ report: JSONObject) -> String? {
        let traffic = "at \(number(report.number("requests_per_second") ?? 0)) requests/s"
        let detectable = report.number("detectable_error_rate").map { "\(number($0 * 100)) %" }
        if report.flag("underpowered") {
            let asked = report.number("asked_error_rate").map { ", asked \(number($0 * 100)) %" }
            return "underpowered: it \(traffic) "
                + (detectable.map { "cannot notice less than \($0) of errors" }
                    ?? "cannot notice any harm") + (asked ?? "")
        }
        guard let times = report.whole("lengthened") else { return nil }
        return "stages \(times) times as long, to notice \(detectable ?? "?") of errors \(traffic)"
    }

    /// A check of a verdict, with the measured value and what it must not exceed.
    static func check(_ check: JSONObject) -> String {
        let name = check.text("name") ?? "check"
        guard let value = check.number("value") else {
            let detail = check.text("detail") ?? check.text("result") ?? "not measured"
            return "\(name): \(detail)"
        }
        let remark =
            (check.text("detail").map { " (\($0))" } ?? "")
            + (check["advisory"] == .bool(true) ? ", advisory" : "")
        guard let limit = check.number("limit") else {
            return "\(name) \(number(value))\(remark)"
        }
        let sign = sign(check, value, limit)
        return "\(name) \(number(value)) \(sign) \(number(limit))\(remark)"
    }

    /// Where evidence decides, a higher rate than the baseline's may be nothing but chance.
    private static func sign(_ check: JSONObject, _ value: Double, _ limit: Double) -> String {
        let name = check.text("name") ?? ""
        if check.text("judge") != nil, name.hasSuffix("_against_baseline") { return "against" }
        if name.hasPrefix("min_") || name.hasPrefix("min ") { return value < limit ? "<" : ">=" }
        if value > limit || check.text("result") == "fail" { return ">" }
        return check.text("result") == "insufficient" ? "<" : "<="
    }

    /// `blue v1.4.2 75 %, green v1.5.0 25 %`.
    static func traffic(_ shares: [JSONObject]) -> String {
        shares.map { share in
            let slot = share.text("slot") ?? "?"
            let version = share.text("version").map { " \($0)" } ?? ""
            let names = share.texts("instances")
            let instances = names.isEmpty ? "" : " on \(names.count)"
            return "\(slot)\(version) \(share.whole("percent") ?? 0) %\(instances)"
        }.joined(separator: ", ")
    }

    /// `slot green`, or `2 instances of slot green (green-1, green-2)`.
    static func place(_ target: Placement, _ instances: [String]?) -> String {
        guard let instances else { return "slot \(target.slot)" }
        let count = instances.count == 1 ? "1 instance" : "\(instances.count) instances"
        return "\(count) of slot \(target.slot) (\(instances.joined(separator: ", ")))"
    }

    /// `3 of 8 new`; `nil` for what does not go by instances.
    static func instances(_ instances: JSONObject?) -> String? {
        guard let new = instances?.whole("new"), let total = instances?.whole("total") else {
            return nil
        }
        return "\(new) of \(total) new"
    }
}

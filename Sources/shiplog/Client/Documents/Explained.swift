import LedgerCore

/// An explanation as people read it: a decision, who made it and why, and what it rests on.
enum Explained {
    static func lines(_ document: JSONObject) -> [String] {
        let kind = document.text("deployment") == nil ? "rollback" : "deployment"
        let service = document.text("service") ?? "?"
        let environment = document.text("environment") ?? "?"
        let head = "\(kind) \(document.text(kind) ?? "?") of \(service) in \(environment)"
        return [head] + document.objects("decisions").flatMap(decision)
    }

    private static func decision(_ decision: JSONObject) -> [String] {
        let event = EventDocument(json: decision.object("event") ?? JSONObject())
        var lines = ["", event.line, "  by \(author(of: event.json))"]
        let looks = decision.objects("looks")
        guard let last = looks.last else { return lines }
        let judge = last.object("data")?.text("judge") ?? "?"
        let count = looks.count == 1 ? "1 look" : "\(looks.count) looks"
        lines.append("  on \(count) by \(judge)")
        return lines + looks.flatMap(look)
    }

    /// `token:static: "fix for #12"`.
    private static func author(of event: JSONObject) -> String {
        let actor = event.text("actor") ?? "?"
        return event.text("reason").map { "\(actor): \"\($0)\"" } ?? actor
    }

    private static func look(_ json: JSONObject) -> [String] {
        let event = EventDocument(json: json)
        let verdict = json.object("data")
        return ["    \(event.time)  #\(event.position)  \(verdict?.text("verdict") ?? "?")"]
            + json.objects("samples").map { "      \(EventDocument(json: $0).sentence)" }
            + (verdict?.objects("checks") ?? []).map { "      \(check($0))" }
    }

    /// `max_error_rate 0.26 > 0.02, by limit/1: looks 3, phi 1, log_e 5.1`.
    private static func check(_ check: JSONObject) -> String {
        let judge = check.text("judge").map { ", by \($0)" } ?? ""
        let numbers = check.object("numbers")?.members.map { member in
            let number = check.object("numbers")?.number(member.name)
            return "\(member.name) \(number.map(Wording.number) ?? member.value.plain)"
        }
        return Wording.check(check) + judge
            + (numbers.map { ": " + $0.joined(separator: ", ") } ?? "")
    }
}

extension JSONValue {
    fileprivate var plain: String {
        if case .string(let text) = self { text } else { String(decoding: bytes, as: UTF8.self) }
    }
}

import LedgerCore

/// A flag as the API shows it.
struct FlagDocument {
    let json: JSONObject

    var state: String {
        if json.text("unreadable") != nil { return "unreadable" }
        if json.flag("killed") { return "killed" }
        return json.flag("enabled") ? "enabled" : "disabled"
    }

    var tint: Style.Tint? { state == "killed" || state == "unreadable" ? .red : nil }

    /// Whom it is on for, such as `25 %`.
    var rollout: String {
        let percent = json.number("rollout_percentage").map { Wording.number($0) } ?? "0"
        return switch json.text("rollout_strategy").flatMap(FlagRollout.Strategy.init) {
        case .all?: "everybody"
        case FlagRollout.Strategy.none?: "nobody"
        case .percentage?: "\(percent) %"
        case .userList?: "\(json.texts("allowed_users").count) users"
        case .gradual?: "up to \(percent == "0" ? "100" : percent) %, over time"
        case nil: "?"
        }
    }

    func lines(_ style: Style) -> [String] {
        var facts = FactList()
        facts.add("flag", json.text("key"))
        facts.add("environment", json.text("environment"))
        facts.add("state", state, tint)
        facts.add("for", rollout)
        facts.add("about", json.text("description"))
        facts.add("owner", json.text("owner"))
        facts.add("tags", json.texts("tags").joined(separator: ", "))
        for variant in json.object("variants")?.members ?? [] {
            facts.add("variant", "\(variant.name)  \(Self.text(variant.value))")
        }
        for role in ["on", "default", "off"] { facts.add(role, json.text("\(role)_variant")) }
        let window = json.object("metadata")
        facts.add("from", Wording.time(window?.text("rollout_start")))
        facts.add("until", Wording.time(window?.text("rollout_end")))
        for user in json.texts("allowed_users").prefix(20) { facts.add("user", user) }
        for part in json.objects("split") { facts.add("split", part.line) }
        for rule in json.objects("rules") { facts.add("rule", rule.line) }
        for flag in json.objects("prerequisites") { facts.add("rests on", flag.line) }
        facts.add("buckets of", json.text("bucketing_attribute"))
        facts.add("overrides", json.whole("overrides").map { "\($0)" })
        facts.add("version", json.whole("version").map { "\($0)" })
        facts.add("changed", Wording.time(json.text("changed_at")))
        return facts.lines(style)
    }

    /// What an entry of the history made different, in plain words.
    static func change(_ entry: JSONObject) -> String {
        let data = entry.object("data") ?? [:]
        let fields = entry.objects("changes").map { change in
            "\(change.text("field") ?? "?") \(text(change["before"])) to \(text(change["after"]))"
        }
        return switch entry.text("type").flatMap(FlagEvent.Name.init) {
        case .created?: "created"
        case .changed?: fields.joined(separator: ", ")
        case .killed?: "killed"
        case .restored?: "restored"
        case .overrideSet?:
            "override of \(data.text("user") ?? "?"): \(data.text("variant") ?? "?")"
        case .overrideRemoved?: "override of \(data.text("user") ?? "?") removed"
        case .archived?: "archived"
        case nil: entry.text("type") ?? "?"
        }
    }

    private static func text(_ value: JSONValue?) -> String {
        let text = String(decoding: (value ?? .null).bytes, as: UTF8.self)
        return text.count > 40 ? "\(text.prefix(39))…" : text
    }
}

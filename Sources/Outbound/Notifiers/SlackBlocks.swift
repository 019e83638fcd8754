import LedgerCore

/// A message as blocks of Slack's Block Kit, within its limits: 150 characters in a header, 3,000
/// in a section, 50 blocks.
enum SlackBlocks {
    static let headerLimit = 150
    static let sectionLimit = 3000

    static func body(of message: NotificationMessage) -> [UInt8] {
        let title = "\(sign(message.notice.severity)) \(message.source.service): \(message.title)"
        let document: JSONObject = [
            // What a phone shows, and a reader of screens.
            "text": .string(escaped(title, limit: sectionLimit)),
            "blocks": .array([
                .object([
                    "type": "header",
                    "text": .object([
                        "type": "plain_text", "text": .string(cut(plain(title), headerLimit)),
                    ]),
                ]),
                .object([
                    "type": "section",
                    "text": .object([
                        "type": "mrkdwn",
                        "text": .string(escaped(message.text, limit: sectionLimit)),
                    ]),
                ]),
                .object([
                    "type": "context", "elements": .array([.object(place(of: message))]),
                ]),
            ]),
        ]
        return document.bytes
    }

    private static func place(of message: NotificationMessage) -> JSONObject {
        let source = message.source
        let text =
            "\(source.service) in \(source.environment) · \(source.type) · "
            + "\(source.at.description.prefix(19))Z · event \(source.position)"
        return ["type": "mrkdwn", "text": .string(escaped(text, limit: sectionLimit))]
    }

    private static func sign(_ severity: Severity) -> String {
        switch severity {
        case .info: "ℹ️"
        case .warn: "⚠️"
        case .page: "🚨"
        }
    }

    /// Slack takes `&`, `<` and `>` for its own, so that no text of ours can name or link anybody;
    /// what they become counts for the limit.
    static func escaped(_ text: String, limit: Int) -> String {
        let parts = plain(text).map { character in
            switch character {
            case "&": "&amp;"
            case "<": "&lt;"
            case ">": "&gt;"
            default: String(character)
            }
        }
        guard parts.reduce(0, { $0 + $1.utf16.count }) > limit else { return parts.joined() }
        var kept = ""
        var length = 1
        for part in parts {
            length += part.utf16.count
            if length > limit { break }
            kept += part
        }
        return kept + "…"
    }

    private static func cut(_ text: String, _ limit: Int) -> String {
        guard text.utf16.count > limit else { return text }
        var kept = ""
        var length = 1
        for character in text {
            length += character.utf16.count
            if length > limit { break }
            kept.append(character)
        }
        return kept + "…"
    }

    /// One line without control characters.
    private static func plain(_ text: String) -> String {
        String(
            String.UnicodeScalarView(
                text.unicodeScalars.map { scalar in
                    scalar.properties.generalCategory == .control ? " " : scalar
                }))
    }
}

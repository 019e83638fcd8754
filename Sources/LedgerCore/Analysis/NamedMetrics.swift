/// Further measurements by name, such as `tokens_per_request`, `cost`, `tool_errors`, `quality_score`.
package enum NamedMetrics {
    /// Of one measurement.
    package static let limit = 20
    package static let nameRule = "must be 1 to 64 of A-Z a-z 0-9 _ and begin with a letter"
    /// What a metric may be; any unit.
    package static let range = -1e15...1e15

    package static func isName(_ text: String) -> Bool {
        guard let first = text.utf8.first, (1...64).contains(text.utf8.count) else { return false }
        return isLetter(first)
            && text.utf8.allSatisfy { isLetter($0) || (0x30...0x39).contains($0) || $0 == 0x5F }
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
    }

    /// In the order of their names, so that equal ones are written equally.
    static func json(_ metrics: [String: Double]) -> JSONValue? {
        guard !metrics.isEmpty else { return nil }
        let members = metrics.sorted { $0.key < $1.key }.compactMap { name, value in
            JSONValue.number(value).map { JSONObject.Member(name: name, value: $0) }
        }
        return .object(JSONObject(members))
    }
}

extension FieldReader {
    /// Members with good names, at most ``NamedMetrics/limit``; none when absent.
    func named<Value>(
        _ field: String, _ read: (FieldReader, String) -> Value?
    ) -> [String: Value] {
        guard let fields = optionalObject(field) else { return [:] }
        let members = fields.document.members
        if members.count > NamedMetrics.limit {
            note("must have \(NamedMetrics.limit) members at most", at: field)
        }
        var values: [String: Value] = [:]
        for member in members.prefix(NamedMetrics.limit) {
            guard NamedMetrics.isName(member.name) else {
                fields.note(NamedMetrics.nameRule, at: member.name)
                continue
            }
            values[member.name] = read(fields, member.name)
        }
        return values
    }
}

import ArgumentParser
import LedgerCore

/// A field as people type it: `owner=team-ai`, `rollout_percentage=12.5`, `tags=["ai"]`.
struct FieldArgument: ExpressibleByArgument, Equatable, Sendable {
    let name: String
    /// What is no JSON is a text.
    let value: JSONValue

    init?(argument: String) {
        guard let sign = argument.firstIndex(of: "="), sign > argument.startIndex else {
            return nil
        }
        name = String(argument[..<sign])
        let text = String(argument[argument.index(after: sign)...])
        value = (try? JSONParser.parse(Array(text.utf8))) ?? .string(text)
    }

    /// The last one of a name counts.
    static func object(_ fields: [FieldArgument]) -> JSONObject {
        var object = JSONObject()
        for field in fields { object[field.name] = field.value }
        return object
    }
}

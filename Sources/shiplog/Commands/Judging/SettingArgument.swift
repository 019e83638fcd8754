import ArgumentParser
import LedgerCore

/// `max_error_rate=0.008`: a setting of a plan, with a number, a word, or `null` for none.
struct SettingArgument: ExpressibleByArgument, Sendable {
    let member: JSONObject.Member

    init?(argument: String) {
        guard let equals = argument.firstIndex(of: "="), equals > argument.startIndex else {
            return nil
        }
        let text = argument[argument.index(after: equals)...]
        let value: JSONValue
        do throws(JSONError) { value = try JSONParser.parse(Array(text.utf8)) } catch {
            value = .string(String(text))
        }
        member = .init(name: String(argument[..<equals]), value: value)
    }
}

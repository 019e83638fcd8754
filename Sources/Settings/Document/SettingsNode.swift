/// A JSON value and where it begins.
struct SettingsNode: Sendable {
    enum Value: Sendable {
        case null
        case flag(Bool)
        /// As it is written: `1e3` stays `1e3`.
        case number(String)
        case text(String)
        case list([SettingsNode])
        case record([Member])
    }

    struct Member: Sendable {
        let key: String
        let keyPosition: SourcePosition
        let node: SettingsNode
    }

    let position: SourcePosition
    let value: Value

    /// What a message calls it.
    var kind: String {
        switch value {
        case .null: "null"
        case .flag: "a boolean"
        case .number: "a number"
        case .text: "a string"
        case .list: "an array"
        case .record: "an object"
        }
    }

    var members: [Member]? {
        guard case .record(let members) = value else { return nil }
        return members
    }
}

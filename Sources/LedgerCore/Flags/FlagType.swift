/// What kind of value a flag has; all of its variants have it.
package enum FlagType: String, Sendable, CaseIterable {
    case boolean
    case string
    /// With or without a fraction.
    case number
    case integer
    case object

    func admits(_ value: JSONValue) -> Bool {
        switch (self, value) {
        case (.boolean, .bool), (.string, .string), (.integer, .integer), (.number, .integer),
            (.number, .number), (.object, .object):
            true
        default: false
        }
    }
}

/// One of the values that a flag can have.
package struct FlagVariant: Sendable, Equatable {
    package let name: String
    package let value: JSONValue

    package init(name: String, value: JSONValue) {
        self.name = name
        self.value = value
    }

    /// What every boolean flag has.
    package static let booleans = [
        FlagVariant(name: "on", value: true), FlagVariant(name: "off", value: false),
    ]
}

/// So many of a slot's instances, or such a share of them.
package enum InstanceAmount: Sendable, Equatable {
    /// 0...``Slot/maximumInstances``.
    case count(Int)
    /// 0...100.
    case percent(Int)

    package func roundedUp(of total: Int) -> Int {
        switch self {
        case .count(let count): count
        case .percent(let percent): (total * percent + 99) / 100
        }
    }

    package func roundedDown(of total: Int) -> Int {
        switch self {
        case .count(let count): count
        case .percent(let percent): total * percent / 100
        }
    }
}

extension InstanceAmount {
    /// - Parameter text: such as `2` or `25%`; `nil` for anything else, and out of range.
    package init?(_ text: String) {
        let isPercent = text.hasSuffix("%")
        guard let number = Int(isPercent ? text.dropLast() : text[...]), number >= 0,
            number <= (isPercent ? 100 : Slot.maximumInstances)
        else { return nil }
        self = isPercent ? .percent(number) : .count(number)
    }

    package var json: JSONValue {
        switch self {
        case .count(let count): .integer(count)
        case .percent(let percent): .string("\(percent)%")
        }
    }
}

extension FieldReader {
    /// A whole number, or a string such as `"25%"`; `nil` when absent.
    func optionalAmount(_ name: String) -> InstanceAmount? {
        switch value(name) {
        case nil: return nil
        case .integer(let number)? where 0...Int64(Slot.maximumInstances) ~= number:
            return .count(Int(number))
        case .string(let text)? where text.hasSuffix("%"):
            if let amount = InstanceAmount(text) { return amount }
        default: break
        }
        note("must be 0 to \(Slot.maximumInstances), or \"0%\" to \"100%\"", at: name)
        return nil
    }
}

import LedgerCore

/// Reading the API's documents leniently: a newer server may leave out or add.
extension JSONObject {
    func text(_ name: String) -> String? {
        if case .string(let text)? = self[name] { text } else { nil }
    }

    func whole(_ name: String) -> Int? {
        if case .integer(let number)? = self[name] { Int(number) } else { nil }
    }

    func number(_ name: String) -> Double? {
        switch self[name] {
        case .integer(let whole)?: Double(whole)
        case .number(let fraction)?: fraction
        default: nil
        }
    }

    func flag(_ name: String) -> Bool { self[name] == .bool(true) }

    func object(_ name: String) -> JSONObject? {
        if case .object(let object)? = self[name] { object } else { nil }
    }

    /// The objects of a list; none when it is absent.
    func objects(_ name: String) -> [JSONObject] {
        guard case .array(let elements)? = self[name] else { return [] }
        return elements.compactMap { if case .object(let object) = $0 { object } else { nil } }
    }

    func texts(_ name: String) -> [String] {
        guard case .array(let elements)? = self[name] else { return [] }
        return elements.compactMap { if case .string(let text) = $0 { text } else { nil } }
    }

    func wholes(_ name: String) -> [Int] {
        guard case .array(let elements)? = self[name] else { return [] }
        return elements.compactMap {
            if case .integer(let number) = $0 { Int(number) } else { nil }
        }
    }

    func time(_ name: String) -> Timestamp? { text(name).flatMap { Timestamp($0) } }

    /// The document as one line.
    var line: String { String(decoding: bytes, as: UTF8.self) }
}

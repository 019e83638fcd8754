/// Where in a JSON document a value is: `$`, then `.name` and `[index]`, such as `$.data[0].requests`.
package struct JSONPath: Sendable, Hashable {
    private enum Step: Sendable, Hashable {
        case name(String)
        /// Counted from 0.
        case index(Int)
    }

    package let text: String
    private let steps: [Step]

    package static let maximumSteps = 16
    package static let rule =
        "must be $ and then up to \(maximumSteps) of .name (A-Z a-z 0-9 _ -) and [index], such as "
        + "$.data[0].requests"

    /// `nil` for what is no such path.
    package init?(_ text: String) {
        guard text.utf8.first == UInt8(ascii: "$"), text.utf8.count <= 500 else { return nil }
        var rest = text.utf8.dropFirst()
        var steps: [Step] = []
        while let first = rest.first {
            guard let step = Self.take(first, &rest) else { return nil }
            steps.append(step)
        }
        guard steps.count <= Self.maximumSteps else { return nil }
        self.text = text
        self.steps = steps
    }

    private static func take(_ first: UInt8, _ rest: inout Substring.UTF8View) -> Step? {
        rest.removeFirst()
        switch first {
        case UInt8(ascii: "."):
            let name = rest.prefix(while: isOfName)
            rest = rest.dropFirst(name.count)
            return name.isEmpty ? nil : .name(String(Substring(name)))
        case UInt8(ascii: "["):
            let digits = rest.prefix { (0x30...0x39).contains($0) }
            rest = rest.dropFirst(digits.count)
            guard digits.count <= 6, let index = Int(Substring(digits)), rest.first == 0x5D else {
                return nil
            }
            rest.removeFirst()
            return .index(index)
        default: return nil
        }
    }

    private static func isOfName(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
            true
        default: false
        }
    }

    /// `nil` when the path leads to nothing, and to `null`.
    package func value(in document: JSONValue) -> JSONValue? {
        var found = document
        for step in steps {
            switch (step, found) {
            case (.name(let name), .object(let object)):
                guard let member = object[name] else { return nil }
                found = member
            case (.index(let index), .array(let elements)):
                guard elements.indices.contains(index) else { return nil }
                found = elements[index]
            default: return nil
            }
        }
        if case .null = found { return nil }
        return found
    }
}

extension FieldReader {
    package func optionalPath(_ name: String) -> JSONPath? {
        guard let text = optionalString(name, length: 1...500) else { return nil }
        if let path = JSONPath(text) { return path }
        note(JSONPath.rule, at: name)
        return nil
    }
}

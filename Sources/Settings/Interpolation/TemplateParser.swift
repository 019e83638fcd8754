/// Reads a ``Template``.
struct TemplateParser {
    struct Malformed: Error, Equatable { let message: String }

    static let deepest = 8

    private let text: [Character]
    private var index = 0
    private var depth = 0

    private init(_ text: String) { self.text = Array(text) }

    static func parse(_ text: String) throws(Malformed) -> Template {
        var parser = TemplateParser(text)
        return try parser.template(until: nil)
    }

    private var peek: Character? { index < text.count ? text[index] : nil }

    private mutating func template(until end: Character?) throws(Malformed) -> Template {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.deepest else { throw Malformed(message: "references nest too deep") }
        var parts: [Template.Part] = []
        var literal = ""
        while let character = peek, character != end {
            index += 1
            guard character == "$", let part = try reference(&literal) else {
                if character != "$" { literal.append(character) }
                continue
            }
            if !literal.isEmpty { parts.append(.literal(literal)) }
            literal = ""
            parts.append(part)
        }
        if !literal.isEmpty { parts.append(.literal(literal)) }
        return Template(parts: parts)
    }

    /// What a dollar sign begins; `nil` when it is text, which is added to the literal.
    private mutating func reference(_ literal: inout String) throws(Malformed) -> Template.Part? {
        if peek == "{" {
            index += 1
            return try braced()
        }
        if peek == "$" { index += 1 } else if let name = name() { return .variable(name, nil) }
        literal.append("$")
        return nil
    }

    private mutating func braced() throws(Malformed) -> Template.Part {
        guard let name = name() else {
            throw Malformed(message: "${ needs a name after it; write $$ for a dollar sign")
        }
        if peek == ":", index + 1 < text.count, !"-?+".contains(text[index + 1]) {
            index += 1
            return try source(name)
        }
        let emptyIsUnset = peek == ":"
        if emptyIsUnset { index += 1 }
        var fallback: Template.Fallback?
        if let kind = peek.flatMap(Template.Fallback.Kind.init) {
            index += 1
            fallback = .init(
                kind: kind, emptyIsUnset: emptyIsUnset, template: try template(until: "}"))
        }
        try close("${\(name)")
        return .variable(name, fallback)
    }

    private mutating func source(_ scheme: String) throws(Malformed) -> Template.Part {
        let start = index
        while let character = peek, character != "}" { index += 1 }
        let body = String(text[start..<index])
        try close("${\(scheme):")
        guard !body.isEmpty else { throw Malformed(message: "${\(scheme):} names nothing") }
        return .source(scheme: scheme, body: body)
    }

    private mutating func close(_ what: String) throws(Malformed) {
        guard peek != nil else { throw Malformed(message: "\(what) is not closed with }") }
        guard peek == "}" else {
            throw Malformed(message: "\(what) is followed by something that is no operator")
        }
        index += 1
    }

    private mutating func name() -> String? {
        let start = index
        while let character = peek, character.isASCII,
            character.isLetter || character == "_" || (index > start && character.isNumber)
        { index += 1 }
        return index > start ? String(text[start..<index]) : nil
    }
}

/// Reads JSON (RFC 8259) and remembers where everything is.
///
/// Stricter than most: a key may stand only once in an object. The first error of syntax ends the
/// reading; doubled keys are collected.
struct DocumentReader {
    static let largestFile = 1_048_576
    static let deepest = 32

    var scalars: [Unicode.Scalar]
    var index = 0
    var line = 1
    var lineStart = 0
    var path: [String] = []
    private(set) var doubled: [SettingsProblem] = []

    /// - Throws: all that keeps the text from being one JSON document without doubled keys.
    static func read(_ bytes: [UInt8]) throws(SettingsProblems) -> SettingsNode {
        let start = SourcePosition(line: 1, column: 1)
        guard bytes.count <= largestFile else {
            throw SettingsProblems([.init(start, "", "the file is larger than 1 MiB")])
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw SettingsProblems([.init(start, "", "the file is not UTF-8")])
        }
        var reader = DocumentReader(scalars: Array(text.unicodeScalars))
        let node: SettingsNode
        do throws(SettingsProblem) { node = try reader.document() } catch {
            throw SettingsProblems(reader.doubled + [error])
        }
        guard reader.doubled.isEmpty else { throw SettingsProblems(reader.doubled) }
        return node
    }

    private mutating func document() throws(SettingsProblem) -> SettingsNode {
        if peek == "\u{FEFF}" { throw problem("the file begins with a byte order mark") }
        let node = try value()
        skipSpace()
        guard peek == nil else { throw problem("something follows the end of the document") }
        return node
    }

    var peek: Unicode.Scalar? { index < scalars.count ? scalars[index] : nil }
    var position: SourcePosition { SourcePosition(line: line, column: index - lineStart + 1) }

    func problem(_ message: String, at place: SourcePosition? = nil) -> SettingsProblem {
        SettingsProblem(place ?? position, path.joined(separator: "."), message)
    }

    mutating func skipSpace() {
        while let scalar = peek, " \t\r\n".unicodeScalars.contains(scalar) {
            index += 1
            if scalar == "\n" { (line, lineStart) = (line + 1, index) }
        }
    }

    mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        guard peek == scalar else { return false }
        index += 1
        return true
    }

    private mutating func value() throws(SettingsProblem) -> SettingsNode {
        skipSpace()
        let place = position
        guard path.count <= Self.deepest else { throw problem("nested deeper than 32") }
        switch peek {
        case nil: throw problem("the file ends where a value is expected")
        case "{": return SettingsNode(position: place, value: .record(try members()))
        case "[": return SettingsNode(position: place, value: .list(try elements()))
        case "\"": return SettingsNode(position: place, value: .text(try string()))
        default: return SettingsNode(position: place, value: try scalar())
        }
    }

    private mutating func members() throws(SettingsProblem) -> [SettingsNode.Member] {
        index += 1
        skipSpace()
        if take("}") { return [] }
        var members: [SettingsNode.Member] = []
        var lines: [String: Int] = [:]
        while true {
            members.append(try member(&lines))
            skipSpace()
            if take("}") { return members }
            guard take(",") else { throw problem("expected , or } in an object") }
        }
    }

    private mutating func member(
        _ lines: inout [String: Int]
    ) throws(SettingsProblem) -> SettingsNode.Member {
        skipSpace()
        let place = position
        guard peek == "\"" else { throw problem("expected a key in double quotes") }
        let key = try string()
        path.append(key)
        if let first = lines[key] {
            doubled.append(problem("this key is there already, at line \(first)", at: place))
        }
        lines[key] = lines[key] ?? place.line
        skipSpace()
        guard take(":") else { throw problem("expected : after a key") }
        let node = try value()
        path.removeLast()
        return SettingsNode.Member(key: key, keyPosition: place, node: node)
    }

    private mutating func elements() throws(SettingsProblem) -> [SettingsNode] {
        index += 1
        skipSpace()
        if take("]") { return [] }
        var elements: [SettingsNode] = []
        while true {
            path.append("\(elements.count)")
            elements.append(try value())
            path.removeLast()
            skipSpace()
            if take("]") { return elements }
            guard take(",") else { throw problem("expected , or ] in an array") }
        }
    }
}

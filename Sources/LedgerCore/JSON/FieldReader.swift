/// Reads the typed fields of one JSON object and collects every problem, each with its pointer.
///
/// A getter that finds a problem notes it and returns a stand-in, so that all problems come out at
/// once; whoever reads must ask ``problems`` before using what was read. Used for requests, which
/// may hold nothing unknown (``refuseUnknownFields()``), and for stored events.
package final class FieldReader {
    private let object: JSONObject
    private let parent: FieldReader?
    /// Where in the parent this object is.
    private let place: Place
    /// Kept by the outermost reader.
    private var found: [FieldProblem] = []
    /// Members that somebody asked for, by index.
    private var asked = BitSet()
    /// Behind the member that was asked for last.
    private var next = 0

    private enum Place {
        case document
        case member(String)
        case element(String, Int)
        /// Stands in for an object that is missing, which is one problem already.
        case nowhere
    }

    package convenience init(_ object: JSONObject) {
        self.init(object, parent: nil, place: .document)
    }

    private init(_ object: JSONObject, parent: FieldReader?, place: Place) {
        self.object = object
        self.parent = parent
        self.place = place
    }

    /// Of the whole document, in the order in which they were found.
    package var problems: [FieldProblem] { outermost.found }

    private var outermost: FieldReader { parent?.outermost ?? self }

    /// RFC 6901, such as `/plan/stages/0`; empty for the document itself.
    package var pointer: String {
        let above = parent?.pointer ?? ""
        return switch place {
        case .document, .nowhere: above
        case .member(let name): above + "/" + Self.escape(name)
        case .element(let name, let index): above + "/" + Self.escape(name) + "/\(index)"
        }
    }

    /// The object as it was given.
    package var document: JSONObject { object }

    package func note(_ problem: String, at name: String? = nil) {
        let place = name.map { pointer + "/" + Self.escape($0) } ?? pointer
        outermost.found.append(FieldProblem(pointer: place, detail: problem))
    }

    /// Notes a problem further down, by the names and indices that lead to it.
    package func note(_ problem: String, under path: String...) {
        let place = path.reduce(pointer) { $0 + "/" + Self.escape($1) }
        outermost.found.append(FieldProblem(pointer: place, detail: problem))
    }

    /// The value under a name; `null` counts as absent.
    package func value(_ name: String) -> JSONValue? {
        guard let index = object.index(of: name, guess: next) else { return nil }
        next = index + 1
        asked.insert(index)
        if case .null = object.members[index].value { return nil }
        return object.members[index].value
    }

    /// A nested object; `nil` when absent, and when it is none, which is noted.
    package func optionalObject(_ name: String) -> FieldReader? {
        switch value(name) {
        case nil: return nil
        case .object(let object)?:
            return FieldReader(object, parent: self, place: .member(name))
        case let other?:
            note("must be an object, not \(other.kind)", at: name)
            return nil
        }
    }

    /// A nested object that must be there; an empty stand-in when it is not.
    package func object(_ name: String) -> FieldReader {
        if let reader = optionalObject(name) { return reader }
        if value(name) == nil { note("is required", at: name) }
        return FieldReader(JSONObject(), parent: nil, place: .nowhere)
    }

    /// A list of objects; `nil` when absent.
    package func optionalObjects(_ name: String, count: ClosedRange<Int>) -> [FieldReader]? {
        guard let elements = optionalArray(name, count: count) else { return nil }
        var readers: [FieldReader] = []
        for (index, element) in elements.enumerated() {
            guard case .object(let object) = element else {
                note("must hold objects, not \(element.kind)", at: "\(name)")
                continue
            }
            readers.append(FieldReader(object, parent: self, place: .element(name, index)))
        }
        return readers
    }

    package func optionalArray(_ name: String, count: ClosedRange<Int>) -> [JSONValue]? {
        guard let value = value(name) else { return nil }
        guard case .array(let elements) = value else {
            note("must be an array, not \(value.kind)", at: name)
            return nil
        }
        if !count.contains(elements.count) {
            note("must have \(count.lowerBound) to \(count.upperBound) elements", at: name)
        }
        return elements
    }

    /// Notes every member that nobody asked for; call it after the last getter.
    package func refuseUnknownFields() {
        for (index, member) in object.members.enumerated() where !asked.contains(index) {
            note("is not known here", at: member.name)
        }
    }

    private static func escape(_ name: String) -> String {
        var escaped = ""
        for character in name {
            switch character {
            case "~": escaped += "~0"
            case "/": escaped += "~1"
            default: escaped.append(character)
            }
        }
        return escaped
    }
}

/// What is wrong with one field.
package struct FieldProblem: Sendable, Equatable {
    /// RFC 6901.
    package let pointer: String
    /// Completes "the field …", such as "is required".
    package let detail: String

    package init(pointer: String, detail: String) {
        self.pointer = pointer
        self.detail = detail
    }
}

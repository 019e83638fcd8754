/// Reads the typed fields of one JSON object and collects every problem, each with its pointer.
///
/// A getter that finds a problem notes it and returns a stand-in, so that all problems come out at
/// once; whoever reads must ask ``problems`` before using what was read. Used for requests, which
/// may hold nothing unknown (``refuseUnknownFields()``), and for stored events.
package final class FieldReader {
    private let object: JSONObject
    /// RFC 6901, such as `/plan/stages/0`; empty for the document itself.
    package let pointer: String
    private let collector: ProblemCollector
    private var asked: Set<String> = []

    package convenience init(_ object: JSONObject) {
        self.init(object, pointer: "", collector: ProblemCollector())
    }

    private init(_ object: JSONObject, pointer: String, collector: ProblemCollector) {
        self.object = object
        self.pointer = pointer
        self.collector = collector
    }

    /// Of the whole document, in the order in which they were found.
    package var problems: [FieldProblem] { collector.problems }

    /// The object as it was given.
    package var document: JSONObject { object }

    package func note(_ problem: String, at name: String? = nil) {
        let place = name.map { pointer + "/" + Self.escape($0) } ?? pointer
        collector.problems.append(FieldProblem(pointer: place, detail: problem))
    }

    /// The value under a name; `null` counts as absent.
    package func value(_ name: String) -> JSONValue? {
        asked.insert(name)
        guard let value = object[name], value != .null else { return nil }
        return value
    }

    /// A nested object; `nil` when absent, and when it is none, which is noted.
    package func optionalObject(_ name: String) -> FieldReader? {
        switch value(name) {
        case nil: return nil
        case .object(let object)?: return child(object, "/" + Self.escape(name))
        case let other?:
            note("must be an object, not \(other.kind)", at: name)
            return nil
        }
    }

    /// A nested object that must be there; an empty stand-in when it is not.
    package func object(_ name: String) -> FieldReader {
        if let reader = optionalObject(name) { return reader }
        if value(name) == nil { note("is required", at: name) }
        return FieldReader(
            JSONObject(), pointer: pointer + "/" + name, collector: ProblemCollector())
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
            readers.append(child(object, "/\(Self.escape(name))/\(index)"))
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
        for member in object.members where !asked.contains(member.name) {
            note("is not known here", at: member.name)
        }
    }

    private func child(_ object: JSONObject, _ path: String) -> FieldReader {
        FieldReader(object, pointer: pointer + path, collector: collector)
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

private final class ProblemCollector {
    var problems: [FieldProblem] = []
}

/// The data of one kind of event: how it is read and written, and how older shapes become this one.
package protocol EventPayload: Sendable, Equatable {
    /// Reads the newest shape; problems are noted in the reader.
    init(_ fields: FieldReader)

    var json: JSONObject { get }

    /// One per step from schema 1 to the newest; only ever added to.
    static var upcasters: [Upcaster] { get }
}

/// Turns the data of one schema into that of the next.
package typealias Upcaster = @Sendable (inout JSONObject) -> Void

extension EventPayload {
    package static var upcasters: [Upcaster] { [] }
    package static var schema: Int { upcasters.count + 1 }
    package var schema: Int { Self.schema }
}

/// An event's data as stored, to be read as the newest shape of its payload.
package struct StoredBody: Sendable {
    package let schema: Int
    package let data: [UInt8]

    package init(schema: Int, data: [UInt8]) {
        self.schema = schema
        self.data = data
    }

    package func decode<Payload: EventPayload>(
        as type: Payload.Type = Payload.self
    ) throws(StoredEventError) -> Payload {
        var object = try parse()
        guard (1...Payload.schema).contains(schema) else {
            throw StoredEventError("schema \(schema) is unknown: perhaps of a newer program")
        }
        if schema < Payload.schema {
            for upcast in Payload.upcasters[(schema - 1)...] { upcast(&object) }
        }
        return try Self.read(object, Payload.init)
    }

    /// Reads only some members of the data.
    ///
    /// - Returns: `nil` for data of another schema than this program's newest: decode that whole.
    package func decodePart<Payload: EventPayload, Part>(
        of type: Payload.Type, _ names: [String], _ read: (FieldReader) -> Part
    ) throws(StoredEventError) -> Part? {
        guard schema == Payload.schema else { return nil }
        let object: JSONObject
        do { object = try JSONParser.members(named: names, of: data) } catch {
            throw StoredEventError(error.description)
        }
        return try Self.read(object, read)
    }

    private static func read<Value>(
        _ object: JSONObject, _ read: (FieldReader) -> Value
    ) throws(StoredEventError) -> Value {
        let reader = FieldReader(object)
        let value = read(reader)
        if let problem = reader.problems.first {
            throw StoredEventError("\(problem.pointer) \(problem.detail)")
        }
        return value
    }

    private func parse() throws(StoredEventError) -> JSONObject {
        let value: JSONValue
        do { value = try JSONParser.parse(data) } catch {
            throw StoredEventError(error.description)
        }
        guard case .object(let object) = value else { throw StoredEventError("no JSON object") }
        return object
    }
}

/// A stored event that this program cannot read: the log is damaged, or from a newer program.
package struct StoredEventError: Error, Sendable, Equatable, CustomStringConvertible {
    package let description: String

    package init(_ description: String) { self.description = description }
}

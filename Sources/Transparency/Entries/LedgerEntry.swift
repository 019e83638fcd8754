/// What the tree holds of one event; its hash is a leaf.
///
/// Everything about the event is in it but the payload, for which a commitment stands.
package struct LedgerEntry: Sendable, Equatable {
    /// Of the format; a change of the fields is a new one, and old leaves stay as they are.
    package static let formatVersion: Int64 = 1

    package let position: Int64
    package let stream: String
    package let version: Int64
    /// Event, command, correlation and causation are UUIDs of 36 lower-case characters.
    package let id: String
    package let type: String
    package let schema: Int64
    /// When it happened and when it was recorded: RFC 3339 in UTC with six decimals.
    package let time: String
    package let recorded: String
    package let actor: String
    package let client: String?
    package let reason: String?
    package let command: String
    package let correlation: String
    package let causation: String?
    package let traceparent: String?
    package let payload: PayloadCommitment

    package init(
        position: Int64, stream: String, version: Int64, id: String, type: String, schema: Int64,
        time: String, recorded: String, actor: String, client: String?, reason: String?,
        command: String, correlation: String, causation: String?, traceparent: String?,
        payload: PayloadCommitment
    ) {
        self.position = position
        self.stream = stream
        self.version = version
        self.id = id
        self.type = type
        self.schema = schema
        self.time = time
        self.recorded = recorded
        self.actor = actor
        self.client = client
        self.reason = reason
        self.command = command
        self.correlation = correlation
        self.causation = causation
        self.traceparent = traceparent
        self.payload = payload
    }

    /// The bytes that are hashed (RFC 8785); absent members are left out.
    package var bytes: [UInt8] { CanonicalValue.object(members([])).bytes }

    package var leaf: TreeHash { .leaf(bytes) }

    /// One line of an export: the entry, and beside it what its commitment hides and its leaf.
    ///
    /// Whoever takes `data`, `salt` and `leaf` away and writes the rest canonically has the entry.
    func exportLine(data: CanonicalValue, salt: [UInt8], leaf: TreeHash) -> [UInt8] {
        members([
            .init("data", data), .init("salt", .string(Hexadecimal.text(of: salt))),
            .init("leaf", .string(leaf.base64)),
        ]).bytes
    }

    private func members(_ more: [CanonicalObject.Member]) -> CanonicalObject {
        var members: [CanonicalObject.Member] = [
            .init("v", .number(Double(Self.formatVersion))),
            .init("position", .number(Double(position))),
            .init("version", .number(Double(version))),
            .init("schema", .number(Double(schema))),
        ]
        let texts: [(String, String?)] = [
            ("stream", stream), ("id", id), ("type", type), ("time", time), ("recorded", recorded),
            ("actor", actor), ("client", client), ("reason", reason), ("command", command),
            ("correlation", correlation), ("causation", causation), ("traceparent", traceparent),
            ("data_hash", payload.text),
        ]
        for (name, text) in texts { if let text { members.append(.init(name, .string(text))) } }
        return CanonicalObject(distinct: members + more)
    }
}

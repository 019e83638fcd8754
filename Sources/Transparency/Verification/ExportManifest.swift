/// What an export says of itself; it lies beside the file.
package struct ExportManifest: Sendable, Equatable {
    package static let format = "shiplog-export/1"

    package let firstPosition: Int64
    package let lastPosition: Int64
    package let count: Int64
    /// Over all exported entries, as the checkpoint has it.
    package let root: TreeHash
    /// The signed note.
    package let checkpoint: SignedCheckpoint

    /// Of an export of everything that a checkpoint has.
    package init(_ checkpoint: SignedCheckpoint) {
        firstPosition = 1
        lastPosition = checkpoint.checkpoint.size
        count = checkpoint.checkpoint.size
        root = checkpoint.checkpoint.root
        self.checkpoint = checkpoint
    }

    package var bytes: [UInt8] {
        CanonicalObject(distinct: [
            .init("format", .string(Self.format)),
            .init("first_position", .number(Double(firstPosition))),
            .init("last_position", .number(Double(lastPosition))),
            .init("count", .number(Double(count))), .init("root", .string(root.base64)),
            .init("checkpoint", .string(checkpoint.note.encoded)),
        ]).bytes
    }

    /// - Throws: ``NoteError`` for what is not a manifest of this format.
    package init(parsing bytes: [UInt8]) throws(NoteError) {
        guard let json = try? CanonicalParser.parseObject(bytes),
            json.string("format") == Self.format, let first = json.whole("first_position"),
            let last = json.whole("last_position"), let count = json.whole("count"),
            let root = json.string("root").flatMap({ TreeHash(base64: $0) }),
            let note = json.string("checkpoint")
        else { throw NoteError(.malformed, "not a manifest of the format \(Self.format)") }
        checkpoint = try SignedCheckpoint(parsing: note)
        firstPosition = first
        lastPosition = last
        self.count = count
        self.root = root
    }
}

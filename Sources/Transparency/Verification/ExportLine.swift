/// One line of an export, read without trusting any of it.
struct ExportLine {
    let position: Int64
    let stream: String
    let version: Int64
    /// Of the entry as the line has it.
    let leaf: TreeHash
    /// As the server says it was sealed.
    let sealedLeaf: TreeHash
    /// Whether payload and salt are what the entry stands for; `nil` when both were redacted.
    let payloadHolds: Bool?

    /// - Throws: ``Unreadable`` when it is not a line of an export.
    init(_ bytes: [UInt8]) throws(Unreadable) {
        let line: CanonicalObject
        do throws(CanonicalError) { line = try CanonicalParser.parseObject(bytes) } catch {
            throw Unreadable(reason: "not a JSON object with a canonical form: \(error)")
        }
        guard let position = line.whole("position"), let stream = line.string("stream"),
            let version = line.whole("version"), let commitment = line.string("data_hash"),
            let sealed = line.string("leaf").flatMap({ TreeHash(base64: $0) })
        else {
            throw Unreadable(
                reason: "position, stream, version, data_hash or leaf is missing or malformed")
        }
        self.position = position
        self.stream = stream
        self.version = version
        sealedLeaf = sealed
        leaf = .leaf(line.without("data", "salt", "leaf").bytes)
        switch (line["data"], line["salt"]) {
        case (nil, nil): payloadHolds = nil
        case (let data?, .string(let salt)?):
            payloadHolds =
                Hexadecimal.bytes(of: salt).map {
                    PayloadCommitment(data, salt: $0).text == commitment
                } ?? false
        default: payloadHolds = false
        }
    }

    struct Unreadable: Error { let reason: String }
}

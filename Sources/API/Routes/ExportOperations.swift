import LedgerCore
import Transparency

/// The log in the form that can be checked without the server.
struct ExportOperations: Sendable {
    let dependencies: APIDependencies

    init(_ dependencies: APIDependencies) { self.dependencies = dependencies }

    var all: [Operation] {
        [
            Operation(
                "GET", "/v1/events/export",
                "Sealed events with their salts, one to a line, in canonical JSON",
                access: .needs(.auditor, reach: .whole),
                query: [
                    (name: "after", summary: "position; 0 is the start"),
                    (name: "limit", summary: "events, 1 to 1000; 1000 when absent"),
                ], produces: "application/x-ndjson", handle: export)
        ]
    }

    @Sendable private func export(_ request: APIRequest) async throws -> APIResponse {
        try request.allowQuery("after", "limit")
        let after = Int64(try request.integer("after", in: 0...Int.max, or: 0))
        let limit = try request.integer("limit", in: 1...1000, or: 1000)
        let size = try await dependencies.newestCheckpoint().checkpoint.size
        let records = try await dependencies.seals().records(after: after, limit: limit)
            .prefix { $0.entry.position <= size }
        let leaves = try await leaves(of: records.map(\.entry.position))
        var lines: [UInt8] = []
        for record in records {
            let (tile, place) = Self.place(of: record.entry.position)
            guard let hashes = leaves[tile], place < hashes.count else {
                throw LedgerOperations.tilesMissing
            }
            lines += record.line(leaf: hashes[place]) + [0x0A]
        }
        return APIResponse(200, bytes: lines, contentType: "application/x-ndjson")
    }

    /// What was sealed, so that an auditor sees at which event the log differs from it.
    private func leaves(of positions: [Int64]) async throws -> [TileID: [TreeHash]] {
        try await dependencies.seals().tiles(Set(positions.map { Self.place(of: $0).tile }))
    }

    private static func place(of position: Int64) -> (tile: TileID, place: Int) {
        let (tile, place) = (position - 1).quotientAndRemainder(dividingBy: Int64(TileID.width))
        return (TileID(level: 0, index: tile), Int(place))
    }
}

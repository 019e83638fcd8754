import LedgerCore
import Transparency

/// The tree itself (C2SP tlog-tiles), under the prefix `/v1/ledger`.
struct TileOperations: Sendable {
    let dependencies: APIDependencies

    init(_ dependencies: APIDependencies) { self.dependencies = dependencies }

    /// A path has a part for each three digits of the index, and one more when the tile is partial:
    /// these four serve 256 thousand million events.
    var all: [Operation] {
        ["{index}", "{index}/{b}", "{index}/{b}/{c}", "{index}/{b}/{c}/{d}"].map { parts in
            Operation(
                "GET", "/v1/ledger/tile/{level}/\(parts)",
                "Hashes of the tree, or entries, as C2SP tlog-tiles has them",
                access: .needs(.auditor, reach: .whole),
                produces: "application/octet-stream",
                handle: tile)
        }
    }

    @Sendable private func tile(_ request: APIRequest) async throws -> APIResponse {
        try request.allowQuery()
        guard let start = request.path.firstRange(of: "/v1/ledger/")?.upperBound,
            let path = TilePath(request.path[start...])
        else { throw Problem(400, "invalid_path", "the path is none of C2SP tlog-tiles") }
        let size = try await dependencies.newestCheckpoint().checkpoint.size
        let level: Int
        if case .hashes(let number) = path.content { level = number } else { level = 0 }
        let id = TileID(level: level, index: path.index)
        // A narrower tile is one that an earlier checkpoint had.
        guard path.width <= id.width(in: size) else {
            throw Problem.notFound("tile_unknown", "no checkpoint has this tile")
        }
        let bytes = path.content == .entries ? try await entries(path) : try await hashes(id, path)
        return APIResponse(
            200, bytes: bytes, contentType: "application/octet-stream",
            headers: ["Cache-Control": "private, max-age=31536000, immutable"])
    }

    private func hashes(_ id: TileID, _ path: TilePath) async throws -> [UInt8] {
        let hashes = try await dependencies.seals().tiles([id])[id] ?? []
        guard hashes.count >= path.width else { throw LedgerOperations.tilesMissing }
        return hashes.prefix(path.width).flatMap(\.bytes)
    }

    /// Each entry after its length in two bytes.
    private func entries(_ path: TilePath) async throws -> [UInt8] {
        let records = try await dependencies.seals().records(
            after: path.index * Int64(TileID.width), limit: path.width)
        var bytes: [UInt8] = []
        for entry in records.map(\.entry.bytes) {
            guard let length = UInt16(exactly: entry.count) else {
                throw Problem(
                    500, "entry_too_long", "an entry has more than \(UInt16.max) bytes")
            }
            bytes += [UInt8(length >> 8), UInt8(length & 0xFF)] + entry
        }
        return bytes
    }
}

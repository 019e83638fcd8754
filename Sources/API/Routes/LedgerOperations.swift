import LedgerCore
import Transparency

/// Tamper evidence: checkpoints, proofs and tiles, for whoever does not want to trust the server.
struct LedgerOperations: Sendable {
    let dependencies: APIDependencies

    init(_ dependencies: APIDependencies) { self.dependencies = dependencies }

    var all: [Operation] {
        [
            Operation(
                "GET", "/v1/ledger/checkpoint", "The newest signed checkpoint (C2SP checkpoint)",
                access: .needs(.auditor, reach: .whole),
                produces: "text/plain", handle: checkpoint),
            Operation(
                "GET", "/v1/ledger/proof/inclusion", "Proof that an event is in a tree",
                access: .needs(.auditor, reach: .whole),
                query: [
                    (name: "position", summary: "of the event, from 1"),
                    (name: "size", summary: "of the tree; that of the newest checkpoint if absent"),
                ], handle: inclusion),
            Operation(
                "GET", "/v1/ledger/proof/consistency", "Proof that a tree continues an earlier one",
                access: .needs(.auditor, reach: .whole),
                query: [
                    (name: "from", summary: "size of the earlier tree"),
                    (name: "to", summary: "of the later; that of the newest checkpoint if absent"),
                ], handle: consistency),
            Operation(
                "GET", "/v1/events/{position}/proof",
                "Proof that an event is in the newest checkpoint, as a file (C2SP tlog-proof)",
                access: .needs(.auditor, reach: .whole),
                produces: "text/plain", handle: eventProof),
        ] + TileOperations(dependencies).all
    }

    @Sendable private func checkpoint(_ request: APIRequest) async throws -> APIResponse {
        try request.allowQuery()
        return .text(try await dependencies.newestCheckpoint().note.encoded)
    }

    @Sendable private func inclusion(_ request: APIRequest) async throws -> APIResponse {
        try request.allowQuery("position", "size")
        let size = try await size(request, "size")
        let position = try request.size("position", upTo: size)
        let proof = try await proof(position, size)
        let leaf = try await leaf(position)
        return APIResponse(
            200,
            [
                "position": .integer(position), "index": .integer(proof.index),
                "size": .integer(size), "leaf": .string(leaf.base64),
                "hashes": .strings(proof.hashes.map(\.base64)),
            ])
    }

    @Sendable private func consistency(_ request: APIRequest) async throws -> APIResponse {
        try request.allowQuery("from", "to")
        let to = try await size(request, "to")
        let from = try request.size("from", upTo: to)
        let store = try dependencies.seals()
        guard let ids = TileSet.tiles(forConsistencyFrom: from, to: to),
            let proof = TileSet(try await store.tiles(ids)).consistency(from: from, to: to)
        else { throw Self.tilesMissing }
        return APIResponse(
            200,
            [
                "from": .integer(from), "to": .integer(to),
                "hashes": .strings(proof.hashes.map(\.base64)),
            ])
    }

    @Sendable private func eventProof(_ request: APIRequest) async throws -> APIResponse {
        try request.allowQuery()
        guard let position = request.parameters["position"].flatMap({ Int64($0) }), position > 0
        else { throw Problem(400, "invalid_path", "position must be a whole number from 1") }
        let checkpoint = try await dependencies.newestCheckpoint()
        guard position <= checkpoint.checkpoint.size else {
            throw Problem.notFound(
                "not_sealed",
                "the newest checkpoint has \(checkpoint.checkpoint.size) events; try again shortly")
        }
        let proof = try await proof(position, checkpoint.checkpoint.size)
        return .text(EntryProof(inclusion: proof, checkpoint: checkpoint).text)
    }

    private func proof(_ position: Int64, _ size: Int64) async throws -> InclusionProof {
        let store = try dependencies.seals()
        guard let ids = TileSet.tiles(forInclusionOf: position - 1, in: size),
            let proof = TileSet(try await store.tiles(ids)).inclusion(of: position - 1, in: size)
        else { throw Self.tilesMissing }
        return proof
    }

    /// As the event is now, not as it was sealed: a changed one does not verify.
    private func leaf(_ position: Int64) async throws -> TreeHash {
        let records = try await dependencies.seals().records(after: position - 1, limit: 1)
        guard let entry = records.first?.entry, entry.position == position else {
            throw Problem(500, "event_missing", "a sealed event is not there any more")
        }
        return entry.leaf
    }

    private func size(_ request: APIRequest, _ name: String) async throws -> Int64 {
        let newest = try await dependencies.newestCheckpoint().checkpoint.size
        return request.query[name] == nil ? newest : try request.size(name, upTo: newest)
    }

    static let tilesMissing = Problem(
        500, "tiles_missing", "the stored tree lacks what was signed; see the server's log")
}

extension APIDependencies {
    /// - Throws: ``Problem`` when this server has no tree.
    func seals() throws(Problem) -> any SealStore {
        guard let store = sealStore else { throw Self.notSealed }
        return store
    }

    func newestCheckpoint() async throws -> SignedCheckpoint {
        guard let newest = try await seals().latest() else { throw Self.notSealed }
        return newest
    }

    private static let notSealed = Problem.notFound(
        "not_sealed", "the log was not sealed yet; the server needs a signing key for that")
}

extension APIRequest {
    /// A number of events in the query, which the log has.
    fileprivate func size(_ name: String, upTo newest: Int64) throws(Problem) -> Int64 {
        guard let number = query[name].flatMap({ Int64($0) }), (1...newest).contains(number) else {
            throw Problem(
                400, "invalid_query", "\(name) must be a whole number from 1 to \(newest)")
        }
        return number
    }
}

extension APIResponse {
    fileprivate static func text(_ text: String) -> APIResponse {
        APIResponse(200, bytes: Array(text.utf8), contentType: "text/plain; charset=utf-8")
    }
}

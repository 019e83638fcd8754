import EventLog
import LedgerCore

/// API keys: who may do what, where, and until when.
struct KeyOperations: Sendable {
    let dependencies: APIDependencies

    init(_ dependencies: APIDependencies) { self.dependencies = dependencies }

    private var desk: KeyDesk { KeyDesk(dependencies: dependencies) }
    private static let path = "/v1/keys"

    var all: [Operation] {
        [
            Operation(
                "GET", "/v1/whoami", "Who asks, and what they may do",
                access: .needs(.viewer, reach: .nowhere), handle: whoAmI),
            Operation(
                "GET", Self.path, "The API keys, by id",
                access: .needs(.auditor, reach: .whole), query: PageQuery.parameters,
                handle: list),
            Operation(
                "POST", Self.path, "Create an API key; its secret is in this answer only",
                access: .needs(.admin, reach: .whole), requestSchema: "KeyRequest", success: 201,
                handle: create),
            Operation(
                "GET", Self.path + "/{key}", "One API key",
                access: .needs(.auditor, reach: .whole), handle: show),
            Operation(
                "POST", Self.path + "/{key}/rotate",
                "Give a key another secret; the old one counts a while longer",
                access: .needs(.admin, reach: .whole), requestSchema: "KeyRotation",
                handle: rotate),
            Operation(
                "POST", Self.path + "/{key}/revoke", "End a key, at once and for ever",
                access: .needs(.admin, reach: .whole), requestSchema: "Reason", handle: revoke),
        ]
    }

    @Sendable private func whoAmI(_ request: APIRequest) async throws -> APIResponse {
        try request.allowQuery()
        let principal = request.principal
        return APIResponse(
            200,
            [
                "actor": .string(principal.actor), "key": .string(principal.key),
                "roles": .strings(principal.roles.sorted().map(\.rawValue)),
                "environments": principal.bounds.environments.map { .strings($0.sorted()) },
                "services": principal.bounds.services.map { .strings($0.sorted()) },
            ])
    }

    @Sendable private func list(_ request: APIRequest) async throws -> APIResponse {
        try request.allowQuery("limit", "cursor")
        let limit = try request.integer("limit", in: 1...500, or: 50)
        let after = request.query["cursor"] ?? ""
        guard after.isEmpty || KeyText.isID(after.utf8) else {
            throw Problem(400, "invalid_cursor", "take the cursor from the last page's `next`")
        }
        let (book, now) = try await current()
        let rest = book.sorted.filter { $0.id > after }
        let page = rest.prefix(limit)
        return APIResponse(
            200,
            [
                "keys": .array(page.map { .object(KeyDocument.of($0.key, id: $0.id, at: now)) }),
                "next": rest.count > limit ? .string(page.last?.id) : nil,
            ])
    }

    @Sendable private func show(_ request: APIRequest) async throws -> APIResponse {
        try request.allowQuery()
        let id = try Self.id(request)
        let (book, now) = try await current()
        guard let key = book.keys[id], key.definition != nil else {
            throw Problem.notFound("key_unknown", "there is no key \(id)")
        }
        return APIResponse(200, KeyDocument.of(key, id: id, at: now))
    }

    private func current() async throws -> (AccessBook, Timestamp) {
        try await dependencies.flags.catchUp()
        guard let now = dependencies.flags.now else {
            throw Problem.unavailable("the keys are not read yet")
        }
        return (dependencies.flags.keys, now)
    }

    private static func id(_ request: APIRequest) throws(Problem) -> String {
        let id = request.parameters["key"] ?? ""
        guard KeyText.isID(id.utf8) else {
            throw Problem(
                400, "invalid_path",
                "key must be a key's id: the \(KeyText.idLength) characters after shiplog_")
        }
        return id
    }

    @Sendable private func create(_ request: APIRequest) async throws -> APIResponse {
        let reason = try request.decode { fields in
            _ = KeyDefinition(wanted: fields, at: Timestamp(microseconds: 0))
            return fields.optionalReason
        }
        var random = SystemRandomNumberGenerator()
        let secret = KeyText(using: &random)
        return try await desk.submit(
            .init(
                key: secret.id, request: request, reason: reason, secret: secret, success: 201,
                command: { now in
                    let definition = try request.decode { fields in
                        _ = fields.optionalReason
                        return KeyDefinition(wanted: fields, at: now)
                    }
                    return .create(definition, digest: secret.digest)
                }))
    }

    @Sendable private func rotate(_ request: APIRequest) async throws -> APIResponse {
        let id = try Self.id(request)
        let (overlap, reason) = try request.decode { fields in
            (
                fields.optionalInteger("overlap_seconds", in: 0...KeyState.longestOverlapSeconds)
                    ?? 3600, fields.optionalReason
            )
        }
        var random = SystemRandomNumberGenerator()
        let secret = KeyText(id: id, using: &random)
        return try await desk.submit(
            .init(
                key: id, request: request, reason: reason, secret: secret,
                command: { _ in .rotate(digest: secret.digest, overlapSeconds: overlap) }))
    }

    @Sendable private func revoke(_ request: APIRequest) async throws -> APIResponse {
        let id = try Self.id(request)
        let reason = try request.decode(\.optionalReason)
        return try await desk.submit(
            .init(key: id, request: request, reason: reason, command: { _ in .revoke }))
    }
}

extension FieldReader {
    fileprivate var optionalReason: String? { optionalString("reason", length: 1...1000) }
}

extension KeyDefinition {
    /// Reads what somebody wants, and notes everything that is wrong with it.
    ///
    /// - Parameter now: of the log; an end must lie after it.
    fileprivate init(wanted fields: FieldReader, at now: Timestamp) {
        let name = fields.name("name")
        let owner = fields.value("owner") == nil ? name : fields.name("owner")
        let end = fields.optionalTime("expires_at")
        let lifetime = fields.optionalInteger("expires_in_seconds", in: 60...315_360_000)
        if end != nil, lifetime != nil {
            fields.note("leave it away beside expires_at", at: "expires_in_seconds")
        }
        if let end, end <= now { fields.note("must be in the future", at: "expires_at") }
        self.init(
            name: name, owner: owner, roles: fields.roles,
            bounds: KeyBounds(
                environments: fields.bounds("environments"), services: fields.bounds("services")),
            expiresAt: lifetime.map { now.adding(seconds: $0) } ?? end,
            description: fields.optionalString("description", length: 1...500))
    }
}

extension FieldReader {
    fileprivate var roles: Set<Role> {
        let names = optionalStrings("roles", count: 1...Role.allCases.count)
        if value("roles") == nil { note("is required", at: "roles") }
        let known = Role.allCases.map(\.rawValue).joined(separator: ", ")
        return Set(
            (names ?? []).compactMap { name in
                if let role = Role(rawValue: name) { return role }
                note("must hold some of: \(known)", at: "roles")
                return nil
            })
    }

    fileprivate func bounds(_ field: String) -> Set<String>? {
        guard let names = optionalStrings(field, count: 1...KeyBounds.limit) else { return nil }
        if !names.allSatisfy(Self.isName) {
            note("must hold names, each of which \(Self.nameRule)", at: field)
        }
        return Set(names)
    }
}

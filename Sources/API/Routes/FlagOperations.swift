import EventLog
import LedgerCore

/// The feature flags of an environment: what there is, and changing it.
struct FlagOperations: Sendable {
    let dependencies: APIDependencies

    init(_ dependencies: APIDependencies) { self.dependencies = dependencies }

    private var desk: FlagDesk { FlagDesk(dependencies: dependencies) }

    static let collection = "/v1/environments/{environment}/flags"
    static let path = collection + "/{flag}"

    var all: [Operation] {
        [
            Operation(
                "GET", Self.collection, "The flags of an environment, by key",
                access: .needs(.viewer),
                query: PageQuery.parameters + [
                    (
                        name: "stale_days",
                        summary: "only those unchanged for so long that give everybody the same"
                    )
                ], handle: list),
            Operation(
                "POST", Self.collection, "Create a flag", access: .needs(.producer),
                requestSchema: "Flag", success: 201,
                handle: create),
            Operation(
                "GET", Self.path, "One flag, as it is now", access: .needs(.viewer), handle: show),
            Operation(
                "PUT", Self.path, "Put another definition in its place (If-Match)",
                access: .needs(.producer),
                requestSchema: "Flag", handle: replace),
            Operation(
                "PATCH", Self.path, "Change some fields by a merge patch (If-Match)",
                access: .needs(.producer),
                requestSchema: "FlagPatch", handle: patch),
            Operation(
                "DELETE", Self.path, "Archive a flag (If-Match)", access: .needs(.producer),
                requestSchema: "Reason",
                handle: archive),
        ]
    }

    @Sendable private func list(_ request: APIRequest) async throws -> APIResponse {
        try request.allowQuery("limit", "cursor", "stale_days")
        let days = try request.integer("stale_days", in: 0...36_500, or: 0)
        let environment = try request.name("environment")
        let limit = try request.integer("limit", in: 1...500, or: 50)
        let after = try cursor(request.query["cursor"])
        try await dependencies.flags.catchUp()
        let now = dependencies.flags.now
        let rest = dependencies.flags.snapshot(of: environment).sorted.filter { key, entry in
            after.map { ExactText($0) < ExactText(key) } ?? true
                && (days == 0 || entry.isStale(afterDays: days, at: now))
        }
        let page = rest.prefix(limit)
        return APIResponse(
            200,
            [
                "flags": .array(page.map { .object(Self.row($0.key, $0.entry, environment)) }),
                "next": rest.count > limit ? .string(page.last.map { "k" + $0.key }) : nil,
            ])
    }

    private func cursor(_ text: String?) throws(Problem) -> String? {
        guard let text else { return nil }
        guard text.hasPrefix("k") else {
            throw Problem(400, "invalid_cursor", "take the cursor from the last page's `next`")
        }
        return String(text.dropFirst())
    }

    private static func row(
        _ key: String, _ entry: FlagSnapshot.Entry, _ environment: String
    ) -> JSONObject {
        switch entry {
        case .unreadable(let why):
            return [
                "key": .string(key), "environment": .string(environment),
                "unreadable": .string(why),
            ]
        case .flag(let flag):
            var json = flag.definition.json
            json["environment"] = .string(environment)
            json["killed"] = .bool(flag.isKilled)
            json["version"] = .integer(flag.version)
            json["changed_at"] = .time(flag.changedAt)
            return json
        }
    }

    @Sendable private func show(_ request: APIRequest) async throws -> APIResponse {
        try request.allowQuery()
        let place = try FlagPlace(request)
        let state = try await FlagStreams(dependencies).state(place)
        return APIResponse(
            200, FlagDocuments.document(of: state, at: place, showsTimes: true),
            headers: ["ETag": FlagDocuments.tag(state)])
    }

    @Sendable private func create(_ request: APIRequest) async throws -> APIResponse {
        let environment = try request.name("environment")
        let (wanted, reason) = try request.decode { fields in
            (FlagDefinition(fields, .written), request.reason(fields, in: environment))
        }
        let place = FlagPlace(environment: environment, key: wanted.key)
        return try await desk.submit(request, place, reason, status: 201) { _ in .create(wanted) }
    }

    @Sendable private func replace(_ request: APIRequest) async throws -> APIResponse {
        let place = try FlagPlace(request)
        let expected = try request.expectedVersion()
        let (wanted, reason) = try request.decode { fields in
            (
                FlagDefinition(fields, at: place),
                request.reason(fields, in: place.environment)
            )
        }
        return try await desk.submit(request.withKey(), place, reason, expected) { _ in
            .change(wanted)
        }
    }

    @Sendable private func patch(_ request: APIRequest) async throws -> APIResponse {
        let place = try FlagPlace(request)
        let expected = try request.expectedVersion()
        guard var patch = request.body else {
            throw Problem(400, "body_required", "send a JSON object")
        }
        let fields = FieldReader(patch)
        let reason = request.reason(fields, in: place.environment)
        guard fields.problems.isEmpty else { throw Problem.invalidBody(fields.problems) }
        patch["reason"] = nil
        let change = patch
        return try await desk.submit(request.withKey(), place, reason, expected) { state in
            guard let definition = state.definition else { throw FlagRefusal.unknown }
            let fields = FieldReader(definition.json.patched(with: change))
            let wanted = FlagDefinition(fields, at: place)
            fields.refuseUnknownFields()
            guard fields.problems.isEmpty else { throw Problem.invalidBody(fields.problems) }
            return .change(wanted)
        }
    }

    @Sendable private func archive(_ request: APIRequest) async throws -> APIResponse {
        let place = try FlagPlace(request)
        let expected = try request.expectedVersion()
        let reason = try request.reasonOnly(in: place.environment)
        return try await desk.submit(request.withKey(), place, reason, expected) { _ in .archive }
    }
}

extension FlagSnapshot.Entry {
    fileprivate func isStale(afterDays days: Int, at now: Timestamp?) -> Bool {
        guard case .flag(let flag) = self, let now else { return false }
        return flag.isStale(afterDays: days, at: now)
    }
}

extension FlagDefinition {
    /// Reads a body whose key the path names; it may name the same one.
    fileprivate init(_ fields: FieldReader, at place: FlagPlace) {
        if let key = fields.optionalString("key"), ExactText(key) != ExactText(place.key) {
            fields.note("must be the path's key: a flag keeps its own", at: "key")
        }
        self.init(fields, key: place.key, .written)
    }
}

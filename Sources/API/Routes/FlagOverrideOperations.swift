import EventLog
import LedgerCore

/// What single users get of a flag, whatever its rules say.
struct FlagOverrideOperations: Sendable {
    let dependencies: APIDependencies

    init(_ dependencies: APIDependencies) { self.dependencies = dependencies }

    private static let collection = FlagOperations.path + "/overrides"

    var all: [Operation] {
        [
            Operation(
                "GET", Self.collection, "The overrides of a flag, by user", access: .needs(.viewer),
                handle: list),
            Operation(
                "PUT", Self.collection + "/{user}", "Give one user a variant",
                access: .needs(.producer),
                requestSchema: "FlagOverride", handle: set),
            Operation(
                "DELETE", Self.collection + "/{user}", "Take an override away",
                access: .needs(.producer),
                requestSchema: "Reason", handle: remove),
        ]
    }

    @Sendable private func list(_ request: APIRequest) async throws -> APIResponse {
        try request.allowQuery()
        let place = try FlagPlace(request)
        let streams = FlagStreams(dependencies)
        let state = try await streams.state(place)
        let now = try await streams.load(place).now
        return APIResponse(
            200,
            [
                "overrides": .array(
                    state.sortedOverrides.map {
                        .object(FlagDocuments.document(of: $0, at: now))
                    })
            ])
    }

    @Sendable private func set(_ request: APIRequest) async throws -> APIResponse {
        let place = try FlagPlace(request)
        let user = try Self.user(request)
        let (wanted, reason) = try request.decode { fields in
            (
                FlagOverride(
                    user: user, variant: fields.string("variant", length: 1...100),
                    expiresAt: fields.optionalTime("expires_at")),
                request.reason(fields, in: place.environment)
            )
        }
        return try await submit(request, place, reason, .setOverride(wanted)) { _ in
            FlagDocuments.document(of: wanted, at: Timestamp(microseconds: .min))
        }
    }

    @Sendable private func remove(_ request: APIRequest) async throws -> APIResponse {
        let place = try FlagPlace(request)
        let user = try Self.user(request)
        let reason = try request.reasonOnly(in: place.environment)
        return try await submit(request, place, reason, .removeOverride(user: user)) { _ in
            ["user": .string(user), "removed": true]
        }
    }

    private static func user(_ request: APIRequest) throws(Problem) -> String {
        let user = request.parameters["user"] ?? ""
        guard (1...512).contains(user.utf8.count), !user.utf8.contains(0) else {
            throw Problem(400, "invalid_path", "user must have 1 to 512 bytes, none of them NUL")
        }
        return user
    }

    private func submit(
        _ request: APIRequest, _ place: FlagPlace, _ reason: String?, _ command: FlagCommand,
        _ document: @escaping @Sendable (FlagState) -> JSONObject
    ) async throws -> APIResponse {
        try await FlagDesk(dependencies: dependencies).submit(
            .init(
                place: place, request: request.withKey(), reason: reason,
                expected: try request.optionalExpectedVersion(), command: { _ in command },
                answer: { state in
                    APIResponse(
                        200, document(state), headers: ["ETag": FlagDocuments.tag(state)])
                }))
    }
}

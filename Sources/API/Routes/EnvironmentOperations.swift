import EventLog
import LedgerCore

/// What holds for all services of an environment: the stop button and the freezes.
struct EnvironmentOperations: Sendable {
    let dependencies: APIDependencies

    init(_ dependencies: APIDependencies) { self.dependencies = dependencies }

    private static let path = "/v1/environments/{environment}"

    var all: [Operation] {
        [
            Operation(
                "GET", Self.path, "Whether anything may begin in an environment, and its freezes",
                access: .needs(.viewer), query: Moment.parameters, handle: show),
            Operation(
                "POST", Self.path + "/stop", "Let nothing begin and no stage pass, until resumed",
                access: .needs(.operator),
                requestSchema: "StopRequest", handle: stop),
            Operation(
                "POST", Self.path + "/resume", "Release the stop button", access: .needs(.operator),
                requestSchema: "StopRequest", handle: resume),
            Operation(
                "PUT", Self.path + "/freezes/{freeze}", "Set when no deployment may begin",
                access: .needs(.operator),
                requestSchema: "FreezeRequest", handle: set),
            Operation(
                "DELETE", Self.path + "/freezes/{freeze}", "Take a freeze away",
                access: .needs(.operator),
                requestSchema: "StopRequest", handle: remove),
        ]
    }

    @Sendable private func show(_ request: APIRequest) async throws -> APIResponse {
        try request.allowQuery("at")
        let name = try request.name("environment")
        let moment = try await Moment.read(request, dependencies)
        let loaded = try await dependencies.events.load(
            LoadQuery(streams: [StreamTail(.environment(name))]))
        var state = EnvironmentState()
        try state.fold(loaded.events[0].prefix { $0.position <= moment?.position ?? .max })
        let document = EnvironmentDocument.of(state, named: name, at: moment?.time ?? loaded.now)
        return APIResponse(200, moment?.dated(document) ?? document)
    }

    @Sendable private func stop(_ request: APIRequest) async throws -> APIResponse {
        try await submit(request) { _ in .stop }
    }

    @Sendable private func resume(_ request: APIRequest) async throws -> APIResponse {
        try await submit(request) { _ in .resume }
    }

    @Sendable private func remove(_ request: APIRequest) async throws -> APIResponse {
        let name = try request.name("freeze")
        return try await submit(request) { _ in .removeFreeze(name: name) }
    }

    private func submit(
        _ request: APIRequest, _ command: @escaping @Sendable (Timestamp) -> EnvironmentCommand
    ) async throws -> APIResponse {
        let environment = try request.name("environment")
        let reason = try request.decode { $0.string("reason", length: 1...1000) }
        return try await EnvironmentDesk(dependencies: dependencies).submit(
            .init(
                environment: environment, request: request.withKey(), reason: reason,
                command: command))
    }

    @Sendable private func set(_ request: APIRequest) async throws -> APIResponse {
        let environment = try request.name("environment")
        let name = try request.name("freeze")
        let reason = try request.decode { fields in
            _ = FreezeWindow(fields, name: name) { _ in .utc }
            return fields.string("reason", length: 1...1000)
        }
        return try await EnvironmentDesk(dependencies: dependencies).submit(
            .init(
                environment: environment, request: request.withKey(), reason: reason,
                command: { now in
                    .setFreeze(
                        try request.decode { fields in
                            _ = fields.value("reason")
                            return FreezeWindow(fields, name: name) { zone in
                                ZoneOffsets.system(zone, at: now)
                            }
                        })
                }))
    }
}

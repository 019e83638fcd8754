import EventLog
import LedgerCore

/// What is done to a flag as a whole, and to many at once.
struct FlagControlOperations: Sendable {
    let dependencies: APIDependencies

    init(_ dependencies: APIDependencies) { self.dependencies = dependencies }

    private var desk: FlagDesk { FlagDesk(dependencies: dependencies) }

    var all: [Operation] {
        [
            Operation(
                "POST", FlagOperations.path + "/kill", "Off for everybody, at once",
                access: .needs(.producer, .operator),
                requestSchema: "Reason",
                handle: kill),
            Operation(
                "POST", FlagOperations.path + "/restore", "Take a kill back",
                access: .needs(.producer),
                requestSchema: "Reason",
                handle: restore),
            Operation(
                "POST", FlagOperations.path + "/revert",
                "Be again what it was at an earlier version", access: .needs(.producer),
                requestSchema: "FlagRevert", handle: revert),
            Operation(
                "POST", FlagOperations.collection + "/import",
                "Create or change many flags, all or none", access: .needs(.producer),
                requestSchema: "FlagImport", handle: bringIn),
        ]
    }

    @Sendable private func kill(_ request: APIRequest) async throws -> APIResponse {
        try await mark(request) { _ in .kill }
    }

    @Sendable private func restore(_ request: APIRequest) async throws -> APIResponse {
        try await mark(request) { _ in .restore }
    }

    /// Only the definition: kills and overrides are as they are.
    @Sendable private func revert(_ request: APIRequest) async throws -> APIResponse {
        let place = try FlagPlace(request)
        let expected = try request.optionalExpectedVersion()
        let (version, reason) = try request.decode { fields in
            (
                fields.integer("version", in: 1...1_000_000_000),
                request.reason(fields, in: place.environment)
            )
        }
        let events = try await FlagStreams(dependencies).load(place).events
        guard !events.isEmpty else { throw FlagStreams.unknown(place) }
        var past = FlagState()
        try past.fold(events.prefix { $0.version <= version })
        guard let definition = past.definition, events.count >= version else {
            throw Problem.invalidBody([
                FieldProblem(pointer: "/version", detail: "the flag was not there at that version")
            ])
        }
        return try await desk.submit(request, place, reason, expected) { _ in .change(definition) }
    }

    private func mark(
        _ request: APIRequest, _ command: @escaping @Sendable (FlagState) throws -> FlagCommand
    ) async throws -> APIResponse {
        let place = try FlagPlace(request)
        let reason = try request.reasonOnly(in: place.environment)
        let expected = try request.optionalExpectedVersion()
        return try await desk.submit(request, place, reason, expected, command: command)
    }

    @Sendable private func bringIn(_ request: APIRequest) async throws -> APIResponse {
        let environment = try request.name("environment")
        guard let body = request.body else {
            throw Problem(400, "body_required", "send a JSON object")
        }
        let fields = FieldReader(FlagImport.normalized(body))
        let reason = request.reason(fields, in: environment)
        let wanted = FlagImport(fields, environment: environment)
        fields.refuseUnknownFields()
        guard fields.problems.isEmpty else { throw Problem.invalidBody(fields.problems) }
        return try await desk.submit(wanted, request, reason)
    }
}

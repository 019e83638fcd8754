import EventLog
import LedgerCore

/// OpenFeature's remote evaluation (OFREP 0.3), by which clients of any language ask for flags.
///
/// Answers come from this process' memory, without a look at the log. The environment is the path's
/// prefix, else the header's, else production.
struct OFREPOperations: Sendable {
    let dependencies: APIDependencies

    init(_ dependencies: APIDependencies) { self.dependencies = dependencies }

    private static let path = "/ofrep/v1/evaluate/flags"
    private static let environmentHeader = "x-shiplog-environment"

    var all: [Operation] {
        ["", "/environments/{environment}"].flatMap { prefix in
            [
                Operation(
                    "POST", prefix + Self.path + "/{flag}", "OpenFeature: one flag",
                    access: .needs(.viewer, reach: .found),
                    requestSchema: "OFREPRequest", isCommand: false, handle: evaluate),
                Operation(
                    "POST", prefix + Self.path, "OpenFeature: all flags",
                    access: .needs(.viewer, reach: .found),
                    requestSchema: "OFREPRequest", isCommand: false, handle: evaluateAll),
            ]
        }
    }

    @Sendable private func evaluate(_ request: APIRequest) async throws -> APIResponse {
        let question = try await Question(request, dependencies)
        let key = request.parameters["flag"] ?? ""
        guard let entry = question.snapshot.entry(key) else {
            throw Problem.notFound("flag_unknown", "no such flag in \(question.environment)")
        }
        guard case .flag(let flag) = entry else {
            throw Problem(500, "flag_unreadable", "this server cannot read the flag's events")
        }
        return APIResponse(
            200, bytes: question.answer(flag), contentType: "application/json",
            headers: ["Cache-Control": "no-cache"])
    }

    @Sendable private func evaluateAll(_ request: APIRequest) async throws -> APIResponse {
        let question = try await Question(request, dependencies)
        var bytes = Array(#"{"flags":["#.utf8)
        for (index, (key, entry)) in question.snapshot.sorted.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            switch entry {
            case .flag(let flag): bytes += question.answer(flag)
            case .unreadable: bytes += OFREPFailure.unreadable(key).bytes
            }
        }
        bytes += Array("]}".utf8)
        let tag = EntityTag(hashing: bytes)
        let isKnown = tag.isAmong(request.headers["if-none-match"])
        return APIResponse(
            isKnown ? 304 : 200, bytes: isKnown ? [] : bytes, contentType: "application/json",
            headers: ["Cache-Control": "no-cache", "ETag": tag.text])
    }
}

extension OFREPOperations {
    /// For whom, where, and when.
    private struct Question {
        let environment: String
        let snapshot: FlagSnapshot
        let context: FlagContext
        let now: Timestamp

        init(_ request: APIRequest, _ dependencies: APIDependencies) async throws {
            environment = try Self.environment(request)
            try request.principal.requireReach(environment: environment, service: nil)
            context = try Self.context(request.body ?? [:])
            // Only the first one of a process waits for the log.
            if dependencies.flags.now == nil { try await dependencies.flags.catchUp() }
            guard let now = dependencies.flags.now else {
                throw Problem.unavailable("the flags are not read yet")
            }
            self.now = now
            snapshot = dependencies.flags.snapshot(of: environment)
        }

        private static func environment(_ request: APIRequest) throws(Problem) -> String {
            if request.parameters["environment"] != nil { return try request.name("environment") }
            let name = request.headers[environmentHeader] ?? FlagPlace.production
            guard FieldReader.isName(name) else {
                throw Problem(
                    400, "invalid_header", "X-Shiplog-Environment \(FieldReader.nameRule)")
            }
            return name
        }

        private static func context(_ body: JSONObject) throws(Problem) -> FlagContext {
            switch body["context"] {
            case nil, .null?: return FlagContext(user: nil)
            case .object(let context)?:
                switch context[FlagContext.targetingKey] {
                case nil, .null?, .string?: return FlagContext(openFeature: context)
                default: throw OFREPFailure.invalidContext("targetingKey must be a string")
                }
            case let other?:
                throw OFREPFailure.invalidContext("context must be an object, not \(other.kind)")
            }
        }

        func answer(_ flag: FeatureFlag) -> [UInt8] {
            OFREPAnswer(
                flag: flag, evaluation: snapshot.evaluate(flag, for: context, at: now),
                environment: environment
            ).bytes
        }
    }
}

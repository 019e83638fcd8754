import EventLog
import LedgerCore

/// What somebody gets of a flag, now or then, and how it came to be what it is.
struct FlagAnswerOperations: Sendable {
    let dependencies: APIDependencies

    init(_ dependencies: APIDependencies) { self.dependencies = dependencies }

    var all: [Operation] {
        [
            Operation(
                "GET", FlagOperations.path + "/evaluate", "What somebody gets, and why",
                access: .needs(.viewer),
                query: [
                    (name: "user", summary: "the targeting key; somebody unknown when absent"),
                    (name: "at", summary: "a moment (RFC 3339); now when absent"),
                    (name: "context", summary: "attributes, as a JSON object"),
                ], handle: evaluate),
            Operation(
                "GET", FlagOperations.path + "/history", "What was done to it, newest first",
                access: .needs(.viewer),
                query: [
                    (name: "limit", summary: "entries, 1 to 500; 50 when absent"),
                    (name: "before", summary: "only versions before this one"),
                ], handle: history),
        ]
    }

    @Sendable private func evaluate(_ request: APIRequest) async throws -> APIResponse {
        try request.allowQuery("user", "at", "context")
        let place = try FlagPlace(request)
        let context = FlagContext(
            user: request.query["user"], attributes: try attributes(request.query["context"]))
        let now = try await FlagStreams(dependencies).load(place).now
        let snapshot: FlagSnapshot
        var moment = now
        if let at = request.query["at"] {
            moment = try time(at)
            snapshot = try await FlagPast(
                store: dependencies.events, environment: place.environment
            ).snapshot(of: place.key, at: moment)
        } else {
            try await dependencies.flags.catchUp()
            snapshot = dependencies.flags.snapshot(of: place.environment)
        }
        guard let flag = snapshot.flag(place.key) else { throw FlagStreams.unknown(place) }
        let evaluation = snapshot.evaluate(flag, for: context, at: moment)
        return APIResponse(
            200,
            FlagExplanation(
                flag: flag, evaluation: evaluation, context: context, moment: moment,
                position: snapshot.position
            ).document(in: place.environment))
    }

    private func time(_ text: String) throws(Problem) -> Timestamp {
        guard let time = Timestamp(text) else {
            throw Problem(
                400, "invalid_query", "at must be a time as RFC 3339 has it, with its zone")
        }
        return time
    }

    private func attributes(_ text: String?) throws(Problem) -> JSONObject {
        guard let text else { return [:] }
        guard case .object(let object)? = try? JSONParser.parse(Array(text.utf8)) else {
            throw Problem(400, "invalid_query", "context must be a JSON object")
        }
        return object
    }

    @Sendable private func history(_ request: APIRequest) async throws -> APIResponse {
        try request.allowQuery("limit", "before")
        let place = try FlagPlace(request)
        let limit = try request.integer("limit", in: 1...500, or: 50)
        let before = try request.integer("before", in: 1...Int.max, or: .max)
        let events = try await FlagStreams(dependencies).load(place).events
        guard !events.isEmpty else { throw FlagStreams.unknown(place) }
        var state = FlagState()
        var entries: [JSONObject] = []
        for recorded in events where recorded.version < before {
            let old = state
            try state.fold(CollectionOfOne(recorded))
            entries.append(FlagDocuments.history(recorded, from: old, to: state))
        }
        let page = entries.reversed().prefix(limit)
        let last = page.last?["version"]
        return APIResponse(
            200,
            [
                "entries": .array(page.map { .object($0) }),
                "next": entries.count > limit ? last : nil,
            ])
    }
}

import EventLog
import LedgerCore
import Views

/// A moment of the log that is over, as `?at=` names it by its time or its position.
struct Moment: Sendable, CustomStringConvertible {
    /// The last event that counts; 0 when nothing was recorded by then.
    let position: Int64
    let time: Timestamp

    static let parameters = [
        (name: "at", summary: "as it was: a time (RFC 3339) or a position; now when absent")
    ]

    /// - Returns: `nil` when the query has no `at`.
    /// - Throws: `invalid_query` for a moment that is still to come.
    static func read(
        _ request: APIRequest, _ dependencies: APIDependencies
    ) async throws -> Moment? {
        guard let text = request.query["at"] else { return nil }
        let events = dependencies.events
        if let position = Int64(text), position >= 1 {
            guard let event = try await events.read(after: position - 1, limit: 1).first else {
                throw invalid("is past the end of the log")
            }
            return Moment(position: position, time: event.recordedAt)
        }
        guard let time = Timestamp(text) else {
            throw invalid("must be a position or a time, such as 2026-11-24T13:02:41Z")
        }
        guard try await time <= events.load(LoadQuery(streams: [])).now else {
            throw invalid("is still to come")
        }
        return Moment(position: try await events.position(at: time), time: time)
    }

    private static func invalid(_ problem: String) -> Problem {
        .invalidQuery([FieldProblem(pointer: "at", detail: problem)])
    }

    /// - Throws: `service_unknown` when there was none yet.
    func fold(
        _ service: StreamName, deployment: ID? = nil, _ dependencies: APIDependencies
    ) async throws -> PastService {
        guard position > 0,
            let past = try await PastService.fold(
                service, at: position, deployment: deployment, in: dependencies.events),
            past.state.settings != nil
        else { throw unregistered(service) }
        return past
    }

    func unregistered(_ service: StreamName) -> Problem {
        .notFound(
            "service_unknown", "no service \(service.text.dropFirst(8)) was registered at \(self)")
    }

    /// The document with the position and the time that it is of.
    func dated(_ document: JSONObject) -> JSONObject {
        var document = document
        document["as_of"] = .object([
            "position": .integer(position), "time": .time(time),
        ])
        return document
    }

    var description: String { "position \(position)" }
}

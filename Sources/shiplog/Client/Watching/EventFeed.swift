import ArgumentParser
import LedgerCore

/// The events of a deployment in the order of the log, from two streams that are read in turns.
///
/// Looks are held back until the service's stream was read once more: what that reading holds was
/// recorded before them, or comes after them.
struct EventFeed {
    let reader: PatientReader
    let deployment: String
    let stream: String
    /// Versions that were read last.
    private var version: Int
    private var sampleVersion = 0
    private var held: [EventDocument] = []

    /// Begins with the deployment's request.
    ///
    /// - Parameter document: the deployment's.
    init(_ reader: PatientReader, of document: JSONObject) async throws {
        guard let id = document.text("id"), let request = document.text("request"),
            let service = document.text("service"), let environment = document.text("environment")
        else {
            throw ClientFailure(.failure, "the server's answer does not describe a deployment")
        }
        self.reader = reader
        deployment = id
        stream = StreamName.service(service, in: environment).text
        let command = try await reader.object(.get("/v1/commands/\(request)"))
        version = max(0, (command.whole("first_version") ?? 1) - 1)
    }

    /// What is new, after waiting a little for it; empty when nothing is.
    mutating func next() async throws -> [EventDocument] {
        let waiting = reader.client.pace.newsSeconds
        let news = try await page(stream, after: version, waiting: waiting)
        let looks = try await page(
            StreamName(stored: "samples/\(deployment)").text, after: sampleVersion, waiting: 0)
        version = news.last?.version ?? version
        sampleVersion = looks.last?.version ?? sampleVersion
        let horizon = news.last?.position ?? 0
        let events = held + news + looks.filter { $0.position < horizon }
        held = looks.filter { $0.position >= horizon }
        return events.sorted { $0.position < $1.position }
    }

    private func page(
        _ stream: String, after version: Int, waiting: Int
    ) async throws -> [EventDocument] {
        var call = APICall.get(
            "/v1/events",
            [("stream", stream), ("after", "\(version)"), ("limit", "500"), ("wait", "\(waiting)")])
        call.extraWait = .seconds(waiting)
        return try await reader.object(call).objects("events").map { EventDocument(json: $0) }
    }
}

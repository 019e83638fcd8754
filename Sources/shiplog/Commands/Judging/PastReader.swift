import LedgerCore

/// Reads past deployments from the log, page by page.
struct PastReader {
    /// A deployment with what became of it.
    struct Past {
        var deployment: PastDeployment
        let requestedAt: String?
        /// Such as `completed` or `aborted`; `nil` while it goes on.
        var end: String?
    }

    private static let page = 500

    let client: APIClient
    let environment: String
    let service: String

    /// In the order of their requests.
    ///
    /// - Parameter isWanted: by id and time of the request.
    func deployments(
        where isWanted: (ID, Timestamp?) -> Bool
    ) async throws -> [Past] {
        var found: [Past] = []
        let stream = StreamName.service(service, in: environment)
        try await forEachEvent(of: stream) { event, json in
            if case .deploymentRequested(let fact)? = ServiceEvent(reading: event),
                isWanted(fact.deployment, json.time("recorded_at"))
            {
                found.append(
                    Past(
                        deployment: PastDeployment(
                            id: fact.deployment, version: fact.version, plan: fact.plan),
                        requestedAt: json.text("recorded_at"), end: nil))
            }
            if let ended = event.endedDeployment,
                let index = found.firstIndex(where: { "\($0.deployment.id)" == ended })
            {
                found[index].end = event.type.split(separator: ".").last.map(String.init)
            }
        }
        for index in found.indices { try await readSamples(of: &found[index].deployment) }
        return found
    }

    private func readSamples(of deployment: inout PastDeployment) async throws {
        var past = deployment
        try await forEachEvent(of: .samples(of: deployment.id)) { event, json in
            guard let sample = SampleEvent(reading: event), let time = json.time("recorded_at")
            else { return }
            past.add(sample, version: Int64(event.version), at: time)
        }
        deployment = past
    }

    private func forEachEvent(
        of stream: StreamName, _ body: (EventDocument, JSONObject) -> Void
    ) async throws {
        var after = 0
        while true {
            let page = try await client.object(
                .get(
                    "/v1/events",
                    [
                        (name: "stream", value: stream.text), (name: "after", value: "\(after)"),
                        (name: "limit", value: "\(Self.page)"),
                    ], service: service))
            let events = page.objects("events")
            for json in events { body(EventDocument(json: json), json) }
            guard events.count == Self.page, let next = page.whole("next"), next > after else {
                return
            }
            after = next
        }
    }
}

extension EventDocument {
    fileprivate var body: StoredBody {
        StoredBody(
            schema: json.whole("schema") ?? 0, data: (json.object("data") ?? JSONObject()).bytes)
    }
}

extension ServiceEvent {
    /// `nil` for an event that this program does not know.
    fileprivate init?(reading event: EventDocument) {
        guard let name = Name(rawValue: event.type) else { return nil }
        do throws(StoredEventError) { self = try ServiceEvent(name, event.body) } catch {
            return nil
        }
    }
}

extension SampleEvent {
    /// `nil` for an event that this program does not know.
    fileprivate init?(reading event: EventDocument) {
        guard let name = Name(rawValue: event.type) else { return nil }
        do throws(StoredEventError) { self = try SampleEvent(name, event.body) } catch {
            return nil
        }
    }
}

import EventLog
import LedgerCore
import Transparency
import Views
import WorkQueue

/// The process' metrics in Prometheus' text format.
struct MetricsOperations: Sendable {
    let dependencies: APIDependencies

    init(_ dependencies: APIDependencies) { self.dependencies = dependencies }

    var all: [Operation] {
        [
            Operation(
                "GET", "/metrics", "Prometheus metrics", access: .open, produces: "text/plain",
                handle: show)
        ]
    }

    @Sendable private func show(_ request: APIRequest) async throws -> APIResponse {
        var text = MetricsText()
        text.gauge(
            "shiplog_build_info", "The program that answers.", 1,
            ["version": dependencies.version])
        requests(&text)
        text.gauge(
            "shiplog_event_streams", "Streams of events that are written now.",
            Double(dependencies.streamSlots.count))
        if let checkpoint = try? await dependencies.views.checkpoint() {
            text.gauge(
                "shiplog_projection_position", "Position that the views have reached.",
                Double(checkpoint.position))
        }
        await sealing(&text)
        if let depth = try? await dependencies.queue.depth() { queue(depth, &text) }
        return APIResponse(
            200, bytes: text.bytes, contentType: "text/plain; version=0.0.4; charset=utf-8")
    }

    /// Both are absent while the tree cannot be read or was never begun.
    private func sealing(_ text: inout MetricsText) async {
        guard let store = dependencies.sealStore, let size = try? await store.logSize(),
            let newest = try? await store.latest()?.checkpoint.size
        else { return }
        text.gauge(
            "shiplog_ledger_sealed_events", "Events in the newest checkpoint.", Double(newest))
        text.gauge(
            "shiplog_ledger_unsealed_events", "Events that no checkpoint has yet.",
            Double(max(0, size - newest)))
        guard let lag = try? await sealLag(after: newest) else { return }
        text.gauge(
            "shiplog_ledger_seal_lag_seconds", "Age of the oldest event without a checkpoint.", lag)
    }

    /// In seconds, by the database's clock; 0 when all is sealed.
    private func sealLag(after sealed: Int64) async throws -> Double {
        guard let oldest = try await dependencies.events.read(after: sealed, limit: 1).first
        else { return 0 }
        let now = try await dependencies.events.load(LoadQuery(streams: [])).now
        return Double(now.microseconds - oldest.recordedAt.microseconds) / 1_000_000
    }

    private func requests(_ text: inout MetricsText) {
        let counts = dependencies.counters.snapshot
        text.counter(
            "shiplog_http_requests_total", "Requests answered.",
            counts.map { (Self.labels($0.key), Double($0.value.count)) })
        text.counter(
            "shiplog_http_request_seconds_total", "Time taken to answer, in total.",
            counts.map { (Self.labels($0.key), $0.value.seconds) })
    }

    private static func labels(_ key: RequestCounters.Key) -> [String: String] {
        ["method": key.method, "route": key.route, "status": "\(key.status)"]
    }

    private func queue(_ depth: [Lane: QueueDepth], _ text: inout MetricsText) {
        for (name, help, value) in [
            ("shiplog_queue_waiting", "Wake-ups not delivered yet.", \QueueDepth.waiting),
            ("shiplog_queue_in_hand", "Wake-ups in a worker's hands.", \QueueDepth.inHand),
        ] {
            text.gauges(
                name, help,
                Lane.allCases.map { lane in
                    (["lane": lane.rawValue], Double(depth[lane]?[keyPath: value] ?? 0))
                })
        }
    }
}

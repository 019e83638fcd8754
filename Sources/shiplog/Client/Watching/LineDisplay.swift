import LedgerCore
import Synchronization

/// One line per event, and a sign of life now and then: for logs and pipes.
final class LineDisplay: WatchDisplay {
    let interval: Duration
    private let console: Console
    private let output: OutputFormat
    private let now: @Sendable () -> Timestamp
    private let last = Mutex<(document: JSONObject, position: Int)>((JSONObject(), 0))

    init(_ session: ClientSession) {
        interval = session.client.pace.heartbeat
        console = session.console
        output = session.output
        now = session.surroundings.now
    }

    func show(_ events: [EventDocument], _ document: JSONObject) {
        for event in events {
            switch output {
            case .table where Self.isNoise(event): break
            case .table: console.write(event.line)
            case .json: if !Self.isNoise(event) { console.say(event.line) }
            case .ndjson: console.write(event.json.line)
            }
        }
        last.withLock { $0 = (document, events.last?.position ?? $0.position) }
    }

    func tick() {
        let (document, position) = last.withLock { $0 }
        let progress = DeploymentProgress(document)
        console.say("\(Wording.time(now()))  still \(progress.phase); last event #\(position)")
    }

    /// What a look rests on; the verdict that follows quotes it.
    static func isNoise(_ event: EventDocument) -> Bool {
        event.type == SampleEvent.Name.recorded.rawValue
    }
}

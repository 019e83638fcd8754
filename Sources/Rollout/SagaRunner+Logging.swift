import EventLog
import LedgerCore
import Logging

/// The keys under which log lines carry their data.
enum LogKey {
    static let service = "service"
    static let event = "event"
    static let error = "error"
    /// Which of the worker's regular rounds.
    static let round = "round"
    static let version = "stream_version"
}

extension SagaRunner {
    /// What changed for users is worth a notice; the rest is told on request.
    func log(_ events: [ServiceEvent], _ view: ServiceView) {
        for event in events {
            let name = event.stored.name
            let level: Logger.Level = event.isNews ? .notice : .debug
            logger.log(
                level: level, "Recorded",
                metadata: [
                    LogKey.event: "\(name.rawValue)", LogKey.service: "\(view.stream)",
                    LogKey.version: "\(view.state.version)",
                ])
        }
    }
}

extension ServiceEvent {
    fileprivate var isNews: Bool {
        switch self {
        case .deploymentStarted, .deploymentCompleted, .deploymentAborted, .deploymentRejected,
            .stagePassed, .shiftObserved, .shiftFailed, .abortDecided, .rollbackStarted,
            .rollbackCompleted, .drifted, .deployed, .deployFailed, .sagaStalled:
            true
        default: false
        }
    }
}

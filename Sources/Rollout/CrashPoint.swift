/// The places in a step where a test kills the process, to see another one finish its work.
package enum CrashPoint: String, Sendable, CaseIterable {
    case received
    case loaded
    case intentRecorded = "intent_recorded"
    case attemptRecorded = "attempt_recorded"
    case deployCalled = "deploy_called"
    case deployAcknowledged = "deploy_acknowledged"
    case healthChecked = "health_checked"
    case shiftSet = "shift_set"
    case shiftAcknowledged = "shift_acknowledged"
    case shiftReadBack = "shift_read_back"
    case outcomeRecorded = "outcome_recorded"
    case measured
    case lookRecorded = "look_recorded"
    case dispatched
    case finished
}

/// Called at every ``CrashPoint``; does nothing but in a test build that was told where to die.
package typealias CrashSwitch = @Sendable (CrashPoint) -> Void

import Glibc

/// The signals that servers understand.
package enum Signal: Sendable {
    case interrupt
    case quit
    case kill
    case terminate
    case user2

    var number: Int32 {
        switch self {
        case .interrupt: SIGINT
        case .quit: SIGQUIT
        case .kill: SIGKILL
        case .terminate: SIGTERM
        case .user2: SIGUSR2
        }
    }

    /// As `setpriv` spells it.
    var name: String {
        switch self {
        case .interrupt: "INT"
        case .quit: "QUIT"
        case .kill: "KILL"
        case .terminate: "TERM"
        case .user2: "USR2"
        }
    }
}

import Curl
import Rollout

extension OutboundError {
    /// - Parameter peer: whom we talked to, such as `HAProxy`; never an address, which may hold a
    ///   password.
    init(_ error: CurlError, from peer: String) {
        self.init(OutboundError.code(of: error), "\(peer): \(error.detail)")
    }

    private static func code(of error: CurlError) -> Code {
        switch error.code {
        case .notAllowed: .notAllowed
        case .tooLarge: .malformed
        default: error.isCertainlyNotSent ? .unreachable : .unknownOutcome
        }
    }
}

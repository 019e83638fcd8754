import Curl
import FoundationEssentials
import Rollout

/// What the answers of a switch mean.
enum SwitchAnswer {
    struct Active: Decodable {
        let environment: String
        let token: Int64?
    }

    private struct Problem: Decodable {
        let code: String
    }

    static func active(_ response: HTTPResponse) throws(OutboundError) -> Active {
        guard response.status == 200 else {
            throw OutboundError(.refused, "The switch answered \(response.status)")
        }
        guard let active = try? JSONDecoder().decode(Active.self, from: Data(response.body)) else {
            throw OutboundError(.malformed, "The switch does not say which environment is active")
        }
        return active
    }

    /// Returns when the switch said yes; what is so is read back.
    static func check(_ response: HTTPResponse) throws(OutboundError) {
        switch response.status {
        case 200...299: return
        case 409 where isStale(response):
            throw OutboundError(.stale, "The switch has seen a higher fencing token")
        case 409:
            throw OutboundError(.refused, "Another side is active than the one that was seen")
        // A gateway that did not hear from the switch does not know what the switch did.
        case 502, 504: throw OutboundError(.unknownOutcome, "A gateway answered \(response.status)")
        default: throw OutboundError(.refused, "The switch answered \(response.status)")
        }
    }

    private static func isStale(_ response: HTTPResponse) -> Bool {
        let problem = try? JSONDecoder().decode(Problem.self, from: Data(response.body))
        return problem?.code == "stale_token"
    }
}

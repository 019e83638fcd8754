import Curl
import FoundationEssentials
import Rollout

/// What a slot's answer to `POST /deploy` means.
enum DeployAnswer {
    private struct Problem: Decodable {
        let code: String
    }

    /// Returns when the slot has accepted: any 2xx, whatever its body.
    static func check(_ response: HTTPResponse) throws(OutboundError) {
        switch response.status {
        case 200...299: return
        case 409 where isStale(response):
            throw OutboundError(.stale, "The slot has seen a higher fencing token")
        // A gateway that did not hear from the slot does not know what the slot did.
        case 502, 504:
            throw OutboundError(.unknownOutcome, "A gateway answered \(response.status)")
        default:
            throw OutboundError(.refused, "The slot answered \(response.status)")
        }
    }

    private static func isStale(_ response: HTTPResponse) -> Bool {
        let problem = try? JSONDecoder().decode(Problem.self, from: Data(response.body))
        return problem?.code == "stale_token"
    }
}

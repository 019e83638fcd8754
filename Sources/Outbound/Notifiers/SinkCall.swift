import Curl
import LedgerCore
import Rollout

/// One call to a sink, and what its answer means.
enum SinkCall {
    /// - Returns: such as `HTTP 200`; the body stays where it is.
    static func post(
        _ body: [UInt8], to url: Secret, headers: [String: String], with client: CurlClient
    ) async throws(OutboundError) -> String {
        let request = HTTPRequest(
            .post, url.text, headers: headers, body: body,
            timeout: .seconds(DeliveryPlan.callSeconds))
        let response: HTTPResponse
        do throws(CurlError) {
            response = try await client.perform(request)
        } catch {
            throw OutboundError(error, from: "The sink")
        }
        guard response.isSuccess else {
            throw OutboundError(.refused, "The sink answered \(response.status)")
        }
        return "HTTP \(response.status)"
    }
}

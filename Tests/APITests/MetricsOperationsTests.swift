import Curl
import LedgerCore
import Testing

@Suite struct MetricsOperationsTests {
    @Test func `requests are counted by route, never by path`() async throws {
        try await APIFixture.run { api in
            _ = try await api.send(.get, "/v1/deployments/01900000-0000-7000-8000-000000000000")
            let answer = try await api.client.perform(HTTPRequest(.get, api.base + "/metrics"))
            let text = String(decoding: answer.body, as: UTF8.self)
            #expect(
                text.contains(
                    "shiplog_http_requests_total{method=\"GET\","
                        + "route=\"/v1/deployments/{deployment}\",status=\"404\"} 1.0"), "\(text)")
            #expect(!text.contains("01900000"))
            #expect(text.contains("# TYPE shiplog_queue_waiting gauge"))
        }
    }
}

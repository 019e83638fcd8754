package import Curl
package import LedgerCore
import Rollout

/// Numbers in the JSON document that an HTTP endpoint answers with, found by paths.
package struct JSONMetrics: MetricsProvider {
    private let client: CurlClient
    private let settings: JSONMetricsSettings
    /// A measurement may take 10 s.
    var timeout = Duration.seconds(8)

    package init(client: CurlClient, settings: JSONMetricsSettings) {
        self.client = client
        self.settings = settings
    }

    package func measure(version: String, windowSeconds: Int) async -> Measurement {
        let address = settings.url
            .replacing(JSONMetricsSettings.versionPlace, with: version.urlEncoded)
            .replacing(JSONMetricsSettings.windowPlace, with: "\(windowSeconds)")
        return Measurement(
            answer: await ask(address), provider: "json",
            query: "version \(version)\nGET \(address)")
    }

    private func ask(_ address: String) async -> Measurement.Answer {
        do throws(CurlError) {
            let request = HTTPRequest(
                .get, address, headers: ["Accept": "application/json"], timeout: timeout)
            return JSONReading(settings).answer(from: try await client.perform(request))
        } catch {
            return .error("JSON endpoint: \(error.detail)")
        }
    }
}

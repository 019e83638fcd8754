import Curl
import FoundationEssentials

/// Prometheus' HTTP API: instant queries with one number for an answer.
struct PrometheusSource {
    let client: CurlClient
    let url: String
    /// A measurement may take 10 s.
    var timeout = Duration.seconds(8)

    func ask(_ query: String) async -> PrometheusReading {
        // Prometheus gives up after 6 s, before we do, so that its own word reaches us.
        let address = "\(url.withoutLastSlash)/api/v1/query?timeout=6s&query=\(query.urlEncoded)"
        do throws(CurlError) {
            let request = HTTPRequest(.get, address, timeout: timeout)
            return PrometheusSource.read(try await client.perform(request))
        } catch {
            return .error("Prometheus: \(error.detail)")
        }
    }

    static func read(_ response: HTTPResponse) -> PrometheusReading {
        guard
            let answer = try? JSONDecoder().decode(PrometheusAnswer.self, from: Data(response.body))
        else {
            return .error("Prometheus answered \(response.status) and not its own JSON")
        }
        guard response.status == 200, answer.status == "success" else {
            let kind = answer.errorType.flatMap { $0.isLabelText ? $0 : nil } ?? "unknown"
            return .error("Prometheus answered \(response.status), error type \(kind)")
        }
        guard let data = answer.data, data.resultType == "vector", data.result.count <= 1 else {
            return .error("Prometheus answered something else than one number")
        }
        return data.result.first.map { PrometheusReading($0.value.number) } ?? .empty
    }
}

extension String {
    /// Short and of a closed alphabet, so that it cannot carry anything into a log.
    fileprivate var isLabelText: Bool {
        utf8.count <= 40 && utf8.allSatisfy { $0 == 0x5f || (0x61...0x7a).contains($0) }
    }
}

import Curl
import LedgerCore

/// What an endpoint's answer says by the paths of the settings.
struct JSONReading {
    private let settings: JSONMetricsSettings

    init(_ settings: JSONMetricsSettings) { self.settings = settings }

    /// Nothing at a path is no data; something else than a number there is an error.
    func answer(from response: HTTPResponse) -> Measurement.Answer {
        switch response.status {
        case 200: break
        case 204, 404: return .noData("The endpoint answered \(response.status)")
        default: return .error("The endpoint answered \(response.status)")
        }
        do throws(JSONError) {
            let document = try JSONParser.parse(response.body)
            do throws(NoNumber) { return try answer(in: document) } catch {
                return .error("No number at \(error.path.text)")
            }
        } catch {
            return .error("The endpoint answered no JSON that is taken: \(error.code.rawValue)")
        }
    }

    private struct NoNumber: Error { let path: JSONPath }

    private func answer(in document: JSONValue) throws(NoNumber) -> Measurement.Answer {
        guard let requests = try count(settings.requests, document) else {
            return .noData("Nothing at \(settings.requests.text)")
        }
        guard requests > 0 else { return .noData("No requests in the window") }
        guard let errors = try count(settings.errors, document) else {
            return .noData("Nothing at \(settings.errors.text)")
        }
        return .value(
            Measurement.Values(
                requests: requests, errors: errors,
                latencyMillisecondsP50: try number(settings.latencyMillisecondsP50, document),
                latencyMillisecondsP95: try number(settings.latencyMillisecondsP95, document),
                latencyMillisecondsP99: try number(settings.latencyMillisecondsP99, document),
                metrics: try named(document)))
    }

    private func named(_ document: JSONValue) throws(NoNumber) -> [String: Double] {
        var metrics: [String: Double] = [:]
        for (name, path) in settings.metrics { metrics[name] = try number(path, document) }
        return metrics
    }

    /// A source may extrapolate, so rounded.
    private func count(_ path: JSONPath, _ document: JSONValue) throws(NoNumber) -> Int? {
        guard let number = try number(path, document) else { return nil }
        guard number >= 0, let count = Int(exactly: number.rounded()) else {
            throw NoNumber(path: path)
        }
        return count
    }

    private func number(_ path: JSONPath?, _ document: JSONValue) throws(NoNumber) -> Double? {
        guard let path else { return nil }
        switch path.value(in: document) {
        case nil: return nil
        case .integer(let whole)?: return Double(whole)
        case .number(let fraction)?: return fraction
        default: throw NoNumber(path: path)
        }
    }
}

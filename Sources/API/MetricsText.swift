/// Writes Prometheus' text exposition format 0.0.4.
struct MetricsText {
    private var text = ""

    var bytes: [UInt8] { Array(text.utf8) }

    mutating func gauge(
        _ name: String, _ help: String, _ value: Double, _ labels: [String: String] = [:]
    ) {
        gauges(name, help, [(labels, value)])
    }

    mutating func gauges(_ name: String, _ help: String, _ series: [([String: String], Double)]) {
        write(name, help, "gauge", series)
    }

    /// - Parameter name: ends in `_total`.
    mutating func counter(_ name: String, _ help: String, _ series: [([String: String], Double)]) {
        write(name, help, "counter", series)
    }

    private mutating func write(
        _ name: String, _ help: String, _ type: String, _ series: [([String: String], Double)]
    ) {
        guard !series.isEmpty else { return }
        text += "# HELP \(name) \(help)\n# TYPE \(name) \(type)\n"
        for (labels, value) in series {
            let pairs = labels.sorted { $0.key < $1.key }
                .map { "\($0.key)=\"\(Self.escape($0.value))\"" }
            let braces = pairs.isEmpty ? "" : "{\(pairs.joined(separator: ","))}"
            text += "\(name)\(braces) \(value)\n"
        }
    }

    private static func escape(_ value: String) -> String {
        var escaped = ""
        for character in value {
            switch character {
            case "\\": escaped += "\\\\"
            case "\"": escaped += "\\\""
            case "\n": escaped += "\\n"
            default: escaped.append(character)
            }
        }
        return escaped
    }
}

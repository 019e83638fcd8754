/// What a service said of itself: one version in one window.
package struct PushedSample: Sendable, Equatable {
    package let version: String
    /// By the database's clock.
    package let endedAt: Timestamp
    /// Length of the window, ``secondsRange``.
    package let seconds: Int
    package let values: Measurement.Values

    package static let secondsRange = 1...AnalysisSettings.maximumWindowSeconds
    /// Of one sample as it is sent; sums are larger.
    package static let countRange = 0...1_000_000_000

    package init(
        version: String, endedAt: Timestamp, seconds: Int, values: Measurement.Values
    ) {
        self.version = version
        self.endedAt = endedAt
        self.seconds = seconds
        self.values = values
    }

    var startedAt: Timestamp { endedAt.adding(seconds: -seconds) }

    /// Those of one version in one window as one, in the order of the first of each.
    package static func merged(_ samples: [PushedSample]) -> [PushedSample] {
        var order: [Window] = []
        var sums: [Window: MeasurementSum] = [:]
        for sample in samples {
            let window = Window(
                version: sample.version, endedAt: sample.endedAt, seconds: sample.seconds)
            if sums[window] == nil { order.append(window) }
            sums[window, default: MeasurementSum()].add(sample.values)
        }
        return order.compactMap { window in
            sums[window].map { sum in
                PushedSample(
                    version: window.version, endedAt: window.endedAt, seconds: window.seconds,
                    values: sum.values)
            }
        }
    }

    private struct Window: Hashable {
        let version: String
        let endedAt: Timestamp
        let seconds: Int
    }
}

extension PushedSample {
    init(_ fields: FieldReader) {
        self.init(
            version: fields.version("version"), endedAt: fields.time("ended_at"),
            seconds: fields.integer("seconds", in: Self.secondsRange),
            values: Measurement.Values(fields))
    }

    var json: JSONObject {
        var json: JSONObject = [
            "version": .string(version), "ended_at": .time(endedAt), "seconds": .integer(seconds),
        ]
        for member in values.json.members { json[member.name] = member.value }
        return json
    }
}

extension Measurement.Values {
    /// As a service sends them.
    package init(pushed fields: FieldReader) {
        self.init(fields)
        if requests > PushedSample.countRange.upperBound {
            fields.note("must be \(PushedSample.countRange.upperBound) at most", at: "requests")
        }
        if errors > requests { fields.note("must not be more than requests", at: "errors") }
    }
}

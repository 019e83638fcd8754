extension Measurement {
    private enum Kind: String, CaseIterable {
        case value
        case noData = "no_data"
        case error
    }

    package init(_ fields: FieldReader) {
        let answer: Answer
        switch fields.choice("answer", or: Kind.error) {
        case .value: answer = .value(Values(fields))
        case .noData: answer = .noData(fields.string("detail"))
        case .error: answer = .error(fields.string("detail"))
        }
        self.init(
            answer: answer, provider: fields.string("provider"),
            query: fields.string("query", length: 0...16_384))
    }

    package var json: JSONObject {
        var json: JSONObject
        switch answer {
        case .value(let values):
            json = ["answer": "value"]
            for member in values.json.members { json[member.name] = member.value }
        case .noData(let detail): json = ["answer": "no_data", "detail": .string(detail)]
        case .error(let detail): json = ["answer": "error", "detail": .string(detail)]
        }
        json["provider"] = .string(provider)
        json["query"] = .string(query)
        return json
    }
}

extension Measurement.Values {
    init(_ fields: FieldReader) {
        self.init(
            requests: fields.integer("requests", in: Self.countRange),
            errors: fields.integer("errors", in: Self.countRange),
            latencyMillisecondsP50: fields.optionalNumber("latency_ms_p50", in: Self.latencyRange),
            latencyMillisecondsP95: fields.optionalNumber("latency_ms_p95", in: Self.latencyRange),
            latencyMillisecondsP99: fields.optionalNumber("latency_ms_p99", in: Self.latencyRange),
            metrics: fields.named("metrics") { $0.optionalNumber($1, in: NamedMetrics.range) })
    }

    var json: JSONObject {
        [
            "requests": .integer(requests), "errors": .integer(errors),
            "latency_ms_p50": .number(latencyMillisecondsP50),
            "latency_ms_p95": .number(latencyMillisecondsP95),
            "latency_ms_p99": .number(latencyMillisecondsP99),
            "metrics": NamedMetrics.json(metrics),
        ]
    }
}

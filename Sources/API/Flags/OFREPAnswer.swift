import LedgerCore

/// One evaluation as OFREP has it; what all clients that were tried can read.
struct OFREPAnswer: Sendable {
    let flag: FeatureFlag
    let evaluation: FlagEvaluation
    let environment: String

    /// Always with `key`, `reason` and a `variant` that is a string: some clients fail without.
    var bytes: [UInt8] {
        let head: JSONObject = [
            "key": .string(flag.definition.key), "reason": .string(evaluation.reason.rawValue),
            "variant": .string(evaluation.variant ?? ""),
        ]
        var bytes = Array(head.bytes.dropLast())
        if let value = flag.value(of: evaluation) {
            bytes += Array(#","value":"#.utf8) + self.bytes(of: value)
        }
        bytes += Array(#","metadata":"#.utf8) + metadata.bytes
        bytes.append(UInt8(ascii: "}"))
        return bytes
    }

    /// A number has a fraction always: some clients take `1` for an integer.
    private func bytes(of value: JSONValue) -> [UInt8] {
        let number: Double? =
            switch value {
            case .number(let number): number
            case .integer(let whole) where flag.definition.type == .number: Double(whole)
            default: nil
            }
        return number.map { Array("\($0)".utf8) } ?? value.bytes
    }

    /// Flat, of texts, numbers and booleans; what is not there stays away.
    private var metadata: JSONObject {
        var json: JSONObject = [
            "environment": .string(environment), "flagVersion": .integer(flag.version),
            "cause": .string(evaluation.cause.code),
        ]
        switch evaluation.cause {
        case .override: json["override"] = true
        case .killed: json["killed"] = true
        case .prerequisite(let key): json["prerequisite"] = .string(key)
        case .rule(let index):
            json["rule"] = .integer(index)
            json["ruleName"] = .string(flag.definition.rules[index].name)
        default: break
        }
        if let bucket = evaluation.bucket {
            json["bucket"] = .integer(bucket.percent)
            json["hash"] = "md5"
        }
        return json
    }
}

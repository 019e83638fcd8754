import LedgerCore

/// An evaluation with all that it rests on.
struct FlagExplanation: Sendable {
    let flag: FeatureFlag
    let evaluation: FlagEvaluation
    let context: FlagContext
    let moment: Timestamp
    let position: Int64

    func document(in environment: String) -> JSONObject {
        var json: JSONObject = [
            "key": .string(flag.definition.key), "environment": .string(environment),
            "value": flag.value(of: evaluation) ?? .null,
            "variant": .string(evaluation.variant) ?? .null,
            "reason": .string(evaluation.reason.rawValue),
            "cause": .string(evaluation.cause.code),
            "explanation": .string(flag.sentence(for: evaluation)),
        ]
        switch evaluation.cause {
        case .rule(let index):
            json["rule"] = .integer(index)
            json["rule_name"] =
                flag.definition.rules.indices.contains(index)
                ? .string(flag.definition.rules[index].name) : nil
        case .prerequisite(let key): json["prerequisite"] = .string(key)
        case .override:
            json["override_expires_at"] = .time(
                context.user.flatMap { flag.override(for: $0, at: moment) }?.expiresAt)
        default: break
        }
        json["bucket"] = bucket.map { .integer($0.percent) }
        json["bucket_position"] = bucket.map { .integer($0.position) }
        json["flag_version"] = .integer(flag.version)
        json["position"] = .integer(position)
        json["at"] = .time(moment)
        return json
    }

    /// Also where it decided nothing: whoever raises a percentage wants to know.
    private var bucket: FlagBucket? {
        evaluation.bucket
            ?? context.unit(flag.definition.bucketingAttribute).map {
                FlagBucket(flag: flag.definition.key, user: $0)
            }
    }
}

import ArgumentParser
import LedgerCore

/// How a rolling deployment's batches are made; the server's defaults for what is not given.
struct RollingOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "With rolling: instances in use beyond the service's, such as 2 or 25%.",
            valueName: "amount"))
    var maxSurge: InstanceAmount?

    @Option(
        help: ArgumentHelp(
            "With rolling: instances that may be missing at once, such as 0 or 25%.",
            valueName: "amount"))
    var maxUnavailable: InstanceAmount?

    @Option(
        help: ArgumentHelp(
            "With rolling: new instances that may stay unhealthy, such as 1 or 10%.",
            valueName: "amount"))
    var failureThreshold: InstanceAmount?

    var isEmpty: Bool { maxSurge == nil && maxUnavailable == nil && failureThreshold == nil }

    func validate(for strategy: Strategy?, hasStages: Bool) throws {
        if strategy == .rolling, hasStages {
            throw ValidationError(
                "A rolling deployment has no --stages: --max-surge and --max-unavailable make its "
                    + "batches.")
        }
        if strategy != .rolling, !isEmpty {
            throw ValidationError(
                "--max-surge, --max-unavailable and --failure-threshold belong to --strategy "
                    + "rolling.")
        }
    }

    /// Only what was given: the rest is the server's to choose.
    func document(batchSeconds: Int?) -> JSONObject {
        let rolling: JSONObject = [
            "max_surge": maxSurge?.json, "max_unavailable": maxUnavailable?.json,
            "failure_threshold": failureThreshold?.json,
            "batch_seconds": .integer(batchSeconds),
        ]
        return ["strategy": .string(Strategy.rolling.rawValue), "rolling": .object(rolling)]
    }
}

extension InstanceAmount: ExpressibleByArgument {
    init?(argument: String) { self.init(argument) }
}

import ArgumentParser
import LedgerCore

/// Users, as `header:x-cohort=beta,gamma`, `cookie:variant=b`, `bucket:x-user` or
/// `bucket:cookie/uid`.
struct RouteArgument: ExpressibleByArgument {
    private let kind: String
    private let name: String
    private let values: [String]

    init?(argument: String) {
        let parts = argument.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, let kind = parts.first.map(String.init) else { return nil }
        let sides = parts[1].split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        self.kind = kind
        name = String(sides[0])
        values = sides.count == 2 ? sides[1].split(separator: ",").map(String.init) : []
        let fields = FieldReader(document(for: "service"))
        _ = UserRule(fields)
        guard fields.problems.isEmpty else { return nil }
    }

    /// - Parameter service: the key of a bucket.
    func rule(for service: String) -> UserRule { UserRule(FieldReader(document(for: service))) }

    private func document(for service: String) -> JSONObject {
        let isBucket = kind == "bucket"
        let isOfCookie = isBucket && name.hasPrefix("cookie/")
        return [
            "by": .string(kind), "name": .string(isOfCookie ? String(name.dropFirst(7)) : name),
            "from": isOfCookie ? "cookie" : nil, "key": isBucket ? .string(service) : nil,
            "values": values.isEmpty ? nil : .strings(values),
        ]
    }
}

/// What `deploy`'s flags of users ask of each other.
enum UserRouting {
    /// What is wrong with them; `nil` when nothing is.
    static func problem(
        _ strategy: Strategy, _ route: RouteArgument?, _ winner: DeploymentPlan.Winner?,
        _ stages: StageShares?
    ) -> String? {
        if strategy == .abTest, route == nil {
            return "An A/B test takes a --route: who takes part."
        }
        if strategy == .abTest, stages.map({ $0.percents.count > 2 }) ?? false {
            return "An A/B test has two --stages: its split and 100."
        }
        if strategy == .blueGreen, route != nil {
            return "A blue-green deployment has no --route: it shares nothing out."
        }
        if strategy == .canary, let rule = route?.rule(for: "service"), !rule.trait.isBucket {
            return "A canary's --route is a bucket; values are for --strategy ab-test."
        }
        if strategy != .abTest, winner != nil { return "--winner belongs to --strategy ab-test." }
        return nil
    }
}

/// What a deployment's recorded looks lead to under some settings, as far as the record reaches.
package struct ReplayOutcome: Sendable, Equatable {
    package enum Kind: String, Sendable, CaseIterable {
        /// Nothing in the record ends or holds it.
        case passed
        /// It is ended as failing its conditions.
        case failed
        /// It is ended by the plan's policy for looks that cannot be judged.
        case abandoned
        /// The looks of a stage end without a good one: it waits for more, as the record does not
        /// tell.
        case held
        /// There are no looks.
        case unseen
    }

    package let kind: Kind
    /// The look that decided; of a hold, its stage's last one. Counted from 1 over the deployment.
    package let look: Int?
    /// Index into the plan's stages.
    package let stage: Int?
    package let at: Timestamp?
    /// That look's conditions that were not good.
    package let checks: [Check]

    static let unseen = ReplayOutcome(kind: .unseen, look: nil, stage: nil, at: nil, checks: [])

    /// It ends in another way, or at another look.
    package func differs(from other: ReplayOutcome) -> Bool {
        kind != other.kind || (kind != .passed && look != other.look)
    }

    package var json: JSONObject {
        [
            "outcome": .string(kind.rawValue), "look": .integer(look), "stage": .integer(stage),
            "at": .time(at),
            "checks": checks.isEmpty ? nil : .array(checks.map { .object($0.json) }),
        ]
    }
}

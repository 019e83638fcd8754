/// Users who are sent to one place whatever the shares are; everybody else is shared out.
package struct UserRoute: Sendable, Equatable {
    package let rule: UserRule
    /// The slot in the ledger, and its target where a router is meant.
    package let place: String
    /// 0...100 of the users that a bucket places; 100 with a rule of values.
    package let percent: Int

    /// - Parameter percent: of the stage; a rule of values means all that have one of them.
    package init(_ rule: UserRule, to place: String, percent: Int) {
        self.rule = rule
        self.place = place
        self.percent = rule.trait.isBucket ? percent : 100
    }

    /// What somebody else made a router do, and no plan can ask for; equal to no route of ours.
    package static let foreign = UserRoute(
        UserRule(trait: .header("?")), to: "?", percent: 0)

    package init(_ fields: FieldReader) {
        self.init(
            UserRule(fields.object("rule")), to: fields.name("slot"),
            percent: fields.integer("percent", in: 0...100))
    }

    package var json: JSONObject {
        ["rule": .object(rule.json), "slot": .string(place), "percent": .integer(percent)]
    }
}

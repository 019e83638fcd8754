/// What became of the requests that an event ends; a request is settled exactly once, for ever.
package struct Settlements: Sendable, Equatable {
    package enum Outcome: String, Sendable, CaseIterable {
        case completed, aborted, rejected
        /// An abort or a rollback reached its end.
        case done
        /// Nothing was left to do for it.
        case moot
        /// A rollback whose target was marked bad meanwhile.
        case refusedBad = "refused_bad"
    }

    /// By the request's command id.
    package let outcomes: [ID: Outcome]

    package init(_ outcomes: [ID: Outcome]) { self.outcomes = outcomes }

    /// Reads the member `settles`.
    package init(_ fields: FieldReader) {
        guard case .object(let object)? = fields.value("settles") else {
            fields.note("is required", at: "settles")
            self.init([:])
            return
        }
        var outcomes: [ID: Outcome] = [:]
        for member in object.members {
            guard let request = ID(member.name), case .string(let text) = member.value,
                let outcome = Outcome(rawValue: text)
            else {
                fields.note("must name requests and outcomes", at: "settles")
                continue
            }
            outcomes[request] = outcome
        }
        self.init(outcomes)
    }

    /// In the order of the ids, so that the bytes are the same everywhere.
    package var json: JSONValue {
        .object(
            JSONObject(
                outcomes.sorted { $0.key < $1.key }.map { request, outcome in
                    JSONObject.Member(name: "\(request)", value: .string(outcome.rawValue))
                }))
    }
}

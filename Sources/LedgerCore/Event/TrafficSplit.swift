/// How the traffic of a service is shared among its slots; always names all of them.
package struct TrafficSplit: Sendable, Equatable {
    package struct Share: Sendable, Equatable {
        package let slot: String
        /// What is believed to run there; `nil` when the ledger never put anything there.
        package let version: String?
        /// 0...100.
        package let percent: Int
        /// Names of the slot's instances that serve; `nil` for all of them.
        ///
        /// When a share of a split names any, each that is named has the same traffic, and the
        /// percents are the slots' shares of them, rounded.
        package let instances: [String]?

        package init(slot: String, version: String?, percent: Int, instances: [String]? = nil) {
            self.slot = slot
            self.version = version
            self.percent = percent
            self.instances = instances
        }
    }

    /// Together 100, or all 0 when nothing may serve.
    ///
    /// With ``users`` they are of those who take part: by a bucket exactly, by values as planned.
    package let shares: [Share]
    /// Whom the share of one slot is made of, while another slot serves everybody else.
    package let users: UserRoute?

    package init(_ shares: [Share], users: UserRoute? = nil) {
        self.shares = shares
        self.users = users
    }

    package func percent(of slot: String) -> Int {
        shares.first { $0.slot == slot }?.percent ?? 0
    }
}

extension TrafficSplit {
    package init(_ fields: FieldReader, _ name: String = "split") {
        let readers = fields.optionalObjects(name, count: 1...10)
        if fields.value(name) == nil { fields.note("is required", at: name) }
        let users = fields.optionalObject(Self.usersName(name)).map(UserRoute.init)
        self.init(
            (readers ?? []).map { share in
                Share(
                    slot: share.name("slot"), version: share.optionalString("version"),
                    percent: share.integer("percent", in: 0...100),
                    instances: share.optionalStrings(
                        "instances", count: 0...Slot.maximumInstances))
            }, users: users)
    }

    /// The member beside the split's own that tells of ``users``; absent when there are none.
    private static func usersName(_ name: String) -> String {
        name == "split" ? "users" : name + "_users"
    }

    /// For the member beside ``json``; absent without users.
    package var usersJSON: JSONValue? { users.map { .object($0.json) } }

    package var json: JSONValue {
        .array(
            shares.map { share in
                .object([
                    "slot": .string(share.slot), "version": .string(share.version),
                    "percent": .integer(share.percent),
                    "instances": share.instances.map { .strings($0) },
                ])
            })
    }
}

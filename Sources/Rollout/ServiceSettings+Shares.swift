import LedgerCore

extension ServiceSettings {
    /// A split in the router's own names, what requests without a user of the split's are given:
    /// relative weights 0...100 of every target.
    ///
    /// Slots have as many instances each, so that a slot's percent on each of them gives the slot
    /// just that share.
    func shares(of split: TrafficSplit) -> [String: Int] {
        let areNamed = split.shares.contains { $0.instances != nil }
        var shares: [String: Int] = [:]
        for slot in slots {
            let share = split.shares.first { $0.slot == slot.name }
            let percent = share?.percent ?? 0
            let serving = slot.serving(share)
            for instance in slot.instances {
                let weight = areNamed && percent > 0 ? 100 : percent
                shares[instance.target] = serving.contains(instance.name) ? weight : 0
            }
        }
        guard let users = split.users, let chosen = target(users.place) else { return shares }
        let served = shares.filter { $0.key != chosen && $0.value > 0 }.keys.min()
        for target in shares.keys { shares[target] = target == served ? 100 : 0 }
        return shares
    }

    /// A split's users in the router's own names.
    func users(of split: TrafficSplit) -> UserRoute? {
        guard let users = split.users, let target = target(users.place) else { return nil }
        return UserRoute(users.rule, to: target, percent: users.percent)
    }

    /// Whether anybody is sent to the router's target.
    func serves(_ target: String, _ split: TrafficSplit) -> Bool {
        shares(of: split)[target] ?? 0 > 0 || users(of: split)?.place == target
    }

    /// Of the slot's one instance: plans with users are refused where there are more.
    private func target(_ name: String) -> String? {
        slot(named: name)?.instances.first?.target
    }
}

extension Slot {
    /// Names of the instances that a share is for.
    ///
    /// All of them when it names none that the slot has: they were renamed since, and somebody must
    /// serve.
    func serving(_ share: TrafficSplit.Share?) -> Set<String> {
        let named = instances(named: share?.instances)
        return Set((named.isEmpty ? instances : named).map(\.name))
    }
}

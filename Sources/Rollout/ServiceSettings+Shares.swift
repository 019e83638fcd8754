import LedgerCore

extension ServiceSettings {
    /// A split in the router's own names: relative weights 0...100 of every target.
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
        return shares
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

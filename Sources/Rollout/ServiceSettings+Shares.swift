import LedgerCore

extension ServiceSettings {
    /// A split in the router's own names.
    func shares(of split: TrafficSplit) -> [String: Int] {
        var shares: [String: Int] = [:]
        for slot in slots { shares[slot.target] = split.percent(of: slot.name) }
        return shares
    }
}

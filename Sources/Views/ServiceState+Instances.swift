package import LedgerCore

extension ServiceState {
    /// How many instances of a rolling deployment's have traffic as the new version; `nil` while
    /// there is none.
    package var instancesSummary: JSONValue? {
        guard let saga = active, saga.schedule != nil else { return nil }
        let share = wanted?.shares.first { $0.slot == saga.target.slot }
        let new = (share?.percent ?? 0) == 0 ? 0 : share?.instances?.count ?? saga.instances
        return .object(["new": .integer(new), "total": .integer(saga.instances)])
    }
}

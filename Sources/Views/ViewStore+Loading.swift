import LedgerCore

extension ViewStore {
    /// Loads the rows of one generation that a batch touches and that are not in memory yet.
    func load(
        _ touched: ViewRows.Touched, into rows: inout ViewRows, generation: Int
    ) async throws {
        for (index, keys) in rows.missing(touched).enumerated() where !keys.isEmpty {
            let found = try await self.rows(
                ViewCatalog.all[index].name, keys: keys, generation: generation)
            rows.take(found, for: keys, ofView: index)
        }
    }
}

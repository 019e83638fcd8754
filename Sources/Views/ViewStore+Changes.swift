import LedgerCore

extension ViewStore {
    /// What some events, in log order, change in the rows of one generation.
    func changes(by inputs: [ViewInput], in generation: Int) async throws -> [ViewChange] {
        var changes: [ViewChange] = []
        for view in ViewCatalog.all {
            let keys = Set(inputs.flatMap { view.keys(of: $0) })
            guard !keys.isEmpty else { continue }
            var rows = try await rows(view.name, keys: keys.sorted(), generation: generation)
            let touched = reduce(view, inputs, &rows)
            changes += touched.sorted().compactMap { key in
                rows[key].map { ViewChange(view: view.name, row: $0) }
            }
        }
        return changes
    }

    /// - Returns: the keys of the rows that changed.
    private func reduce(
        _ view: any View.Type, _ inputs: [ViewInput], _ rows: inout [String: ViewRow]
    ) -> Set<String> {
        var touched: Set<String> = []
        for input in inputs {
            for key in view.keys(of: input) {
                let before = rows[key]
                let after = view.reduce(before, key: key, input)
                guard after != before else { continue }
                rows[key] = after
                touched.insert(key)
            }
        }
        return touched
    }
}

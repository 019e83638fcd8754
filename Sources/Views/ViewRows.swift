import LedgerCore

/// Rows of one generation in memory, with what events changed in them since they were last saved.
struct ViewRows {
    fileprivate struct Slot {
        var row: ViewRow?
        /// As the store has it; `nil` when it has none.
        var saved: ViewRow?
        var isTouched = false
    }

    /// What a batch of events touches: for each view its rows by key, with the events of each.
    struct Touched {
        fileprivate var byView: [[String: [ViewInput]]]

        init(_ inputs: [ViewInput]) {
            byView = ViewCatalog.all.map { view in
                var touched: [String: [ViewInput]] = [:]
                for input in inputs {
                    for key in view.keys(of: input) { touched[key, default: []].append(input) }
                }
                return touched
            }
        }
    }

    /// For each view of the catalog.
    private var slots: [[String: Slot]] = ViewCatalog.all.map { _ in [:] }
    private(set) var count = 0

    /// The keys of a batch that are not here yet, for each view of the catalog.
    func missing(_ touched: Touched) -> [[String]] {
        zip(touched.byView, slots).map { touched, slots in
            touched.keys.filter { slots[$0] == nil }.sorted()
        }
    }

    /// Takes the store's rows in, and that there is none where it gave none.
    mutating func take(_ found: [String: ViewRow], for keys: [String], ofView index: Int) {
        for key in keys { slots[index][key] = Slot(row: found[key], saved: found[key]) }
        count += keys.count
    }

    /// Takes events in; every row that they touch is here, or is in no store.
    mutating func apply(_ touched: Touched) {
        for (index, view) in ViewCatalog.all.enumerated() {
            for (key, inputs) in touched.byView[index] {
                if slots[index][key] == nil { count += 1 }
                view.reduce(&slots[index][key, default: Slot()].row, key: key, inputs)
                slots[index][key]?.isTouched = true
            }
        }
    }

    func row(_ key: String, of view: any View.Type) -> ViewRow? {
        ViewCatalog.all.firstIndex { $0.name == view.name }.flatMap { slots[$0][key]?.row }
    }

    /// All changed rows, in a fixed order; they count as saved from here.
    mutating func takeChanges() -> [ViewChange] {
        var changes: [ViewChange] = []
        for (index, view) in ViewCatalog.all.enumerated() {
            for key in slots[index].filter(\.value.isTouched).keys.sorted() {
                if let row = slots[index][key]?.take() {
                    changes.append(ViewChange(view: view.name, row: row))
                }
            }
        }
        return changes
    }
}

extension ViewRows.Slot {
    /// The row if it differs from the store's, which it becomes.
    fileprivate mutating func take() -> ViewRow? {
        isTouched = false
        guard let row, row != saved else { return nil }
        saved = row
        return row
    }
}

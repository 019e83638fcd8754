/// Rows under headings, in columns as wide as their widest cell.
struct Table {
    struct Cell: ExpressibleByStringLiteral, ExpressibleByStringInterpolation {
        let text: String
        let tint: Style.Tint?

        /// What is not known is shown as a dash.
        init(_ text: String?, _ tint: Style.Tint? = nil) {
            self.text = text ?? "-"
            self.tint = tint
        }

        init(stringLiteral value: String) { self.init(value) }

        init(status: String?) { self.init(status, status.flatMap(Style.tint(ofStatus:))) }
    }

    private let headings: [String]
    private var rows: [[Cell]] = []

    init(_ headings: String...) { self.headings = headings }

    /// - Parameter row: as many cells as there are headings.
    mutating func add(_ row: Cell...) { rows.append(row) }

    /// Without spaces at the ends of the lines.
    func lines(_ style: Style) -> [String] {
        let all = [headings.map { Cell($0, .bold) }] + rows
        let widths = headings.indices.map { column in
            all.map { $0[column].text.count }.max() ?? 0
        }
        return all.map { row in
            row.indices.map { column in
                let cell = row[column]
                let isLast = column == row.count - 1
                let gap = isLast ? 0 : widths[column] - cell.text.count + 2
                return style.paint(cell.text, cell.tint) + String(repeating: " ", count: gap)
            }.joined()
        }
    }
}

/// All that was measured, and under which conditions.
struct Report: Sendable {
    var conditions: Conditions
    var rows: [ReportRow] = []

    var markdown: String {
        let head = [
            "| measured | unit | Shiplog | peer | ratio | goal |",
            "| --- | --- | --- | --- | --- | --- |",
        ]
        return (conditions.lines + [""] + head + rows.map(\.markdown)).joined(separator: "\n")
    }
}

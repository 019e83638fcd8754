/// The columns of `show servers state`, which its header line names: versions differ.
struct HAProxyColumns {
    let names: [Substring]

    /// - Parameter header: `# be_id be_name …`.
    init(header: Substring) {
        names = header.dropFirst(2).split(separator: " ")
    }

    /// `nil` when the line has another number of fields than the header.
    func row(_ line: Substring) -> [Substring: Substring]? {
        let fields = line.split(separator: " ")
        guard fields.count == names.count else { return nil }
        return Dictionary(zip(names, fields)) { first, _ in first }
    }
}

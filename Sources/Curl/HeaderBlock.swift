/// Collects an answer's header lines; an interim answer's (1xx) give way to the final one's.
struct HeaderBlock {
    private(set) var fields: [String: String] = [:]
    /// Of all lines, those of interim answers included.
    private(set) var bytes = 0

    /// - Parameter line: one line as it came: a status line, a field, or the empty last one.
    mutating func take(_ line: String) {
        bytes += line.utf8.count
        if line.hasPrefix("HTTP/") {
            fields = [:]
            return
        }
        guard let colon = line.firstIndex(of: ":") else { return }
        let name = line[..<colon].lowercased()
        let value = line[line.index(after: colon)...].trimmingSpace
        fields[name] = fields[name].map { "\($0), \(value)" } ?? value
    }
}

extension Substring {
    fileprivate var trimmingSpace: String {
        let start = drop(while: \.isWhitespace)
        return String(start.dropLast(start.reversed().prefix(while: \.isWhitespace).count))
    }
}

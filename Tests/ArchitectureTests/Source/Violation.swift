/// A place where a rule is broken, and what to do there.
struct Violation: Equatable, CustomStringConvertible {
    let path: String
    /// Counted from 1.
    let line: Int
    let advice: String

    var description: String { "\(path):\(line): \(advice)" }
}

extension [Violation] {
    /// One line each, as a test's comment.
    var report: String { "\n" + map(\.description).joined(separator: "\n") }
}

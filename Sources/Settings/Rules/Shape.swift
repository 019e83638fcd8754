/// What a value may be. Both the checks and the JSON Schema are made from it.
indirect enum Shape: Sendable {
    /// A URL with one of these schemes.
    case url(schemes: [String])
    /// One of these words, in any case of letters.
    case word([String])
    /// A text that is not empty.
    case text
    case flag
    case integer(ClosedRange<Int>)
    case number(ClosedRange<Double>)
    case list(Shape, most: Int)
    /// Any keys, each with such a value.
    case table(Shape)
    /// These keys; others only where there is a shape for them.
    case record([Field], others: Shape?)
    /// Any JSON.
    case anything

    struct Field: Sendable {
        let name: String
        let shape: Shape
        /// What it is, for the schema's readers.
        let summary: String
        var isRequired = false
        var isSecret = false
        /// Its value where nobody says one.
        var whenAbsent: SettingsValue?
    }

    /// What a message says that it expects.
    var wanted: String {
        switch self {
        case .url(let schemes):
            "a URL that begins with " + schemes.map { "\($0)://" }.joined(separator: " or ")
        case .word(let words): "one of " + words.joined(separator: ", ")
        case .text: "a string that is not empty"
        case .flag: "true or false"
        case .integer(let range) where range.upperBound == .max: "an integer ≥ \(range.lowerBound)"
        case .integer(let range): "an integer in \(range.lowerBound)…\(range.upperBound)"
        case .number(let range): "a number in \(range.lowerBound)…\(range.upperBound)"
        case .list(let each, let most): "an array of at most \(most), each \(each.wanted)"
        case .table, .record: "an object"
        case .anything: "a value"
        }
    }

    /// Whether a text that came out of one reference may become a number or a boolean.
    var isRetyped: Bool {
        switch self {
        case .flag, .integer, .number: true
        default: false
        }
    }
}

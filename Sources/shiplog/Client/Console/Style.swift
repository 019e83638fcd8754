/// Colours by ECMA-48, or none.
struct Style: Sendable {
    enum Tint: Int, Sendable {
        case bold = 1
        case faint = 2
        case red = 31
        case green = 32
        case yellow = 33
    }

    let isColoured: Bool

    /// The colour is never the only sign: the text must say it too.
    func paint(_ text: String, _ tint: Tint?) -> String {
        guard isColoured, let tint else { return text }
        return "\u{1B}[\(tint.rawValue)m\(text)\u{1B}[0m"
    }

    /// The tint of a status word of the API.
    static func tint(ofStatus status: String) -> Tint? {
        switch status {
        case "completed", "passed", "ok", "idle": .green
        case "aborted", "rejected", "fail", "failed": .red
        case "aborting", "rolling_back", "stalled", "error", "no_data", "insufficient": .yellow
        default: nil
        }
    }
}

extension Style {
    /// Colours only on a terminal that has them, and only when nobody said no (no-color.org).
    ///
    /// - Parameter isPlain: `--no-color` was given.
    init(isTerminal: Bool, isPlain: Bool, _ variables: [String: String]) {
        isColoured =
            isTerminal && !isPlain && variables["TERM"] != "dumb"
            && variables.filled("NO_COLOR") == nil
    }
}

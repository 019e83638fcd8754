/// The time in which a gradual rollout goes from nobody to its percentage, in a hundred equal steps.
package struct FlagWindow: Sendable, Equatable {
    package let start: Timestamp?
    package let end: Timestamp?

    package init(start: Timestamp? = nil, end: Timestamp? = nil) {
        self.start = start
        self.end = end
    }

    enum Place: Equatable {
        case before
        /// - Parameter steps: 0...100, rounded down.
        case inside(steps: Int)
        case after
    }

    /// Without a start, or without an end, it never begins. One that ends before it starts, or with
    /// it, is over as soon as it has started.
    func place(at now: Timestamp) -> Place {
        guard let start, let end, now >= start else { return .before }
        guard end > start, now <= end else { return .after }
        // Times as far apart as they can be, a hundred times over, need more than 64 bits.
        let elapsed = Int128(now.microseconds) - Int128(start.microseconds)
        let total = Int128(end.microseconds) - Int128(start.microseconds)
        return .inside(steps: Int(elapsed * 100 / total))
    }
}

extension FlagPercentage {
    /// The part of it that is reached after some of a hundred steps.
    func after(steps: Int) -> FlagPercentage {
        let (product, hasOverflown) = hundredths.multipliedReportingOverflow(by: steps)
        return FlagPercentage(hundredths: (hasOverflown ? .max : product) / 100)
    }
}

extension Timestamp {
    /// RFC 3339, or the same without a zone, which means UTC; seconds and time of day may be absent.
    package init?(zonelessAsUTC text: String) {
        var text = text
        let tenth = text.utf8.index(text.startIndex, offsetBy: 10, limitedBy: text.endIndex)
        if let tenth, tenth < text.endIndex, text.utf8[tenth] == UInt8(ascii: " ") {
            text = text[..<tenth] + "T" + text[text.index(after: tenth)...]
        }
        for suffix in ["", "Z", ":00Z", "T00:00:00Z"] {
            if let time = Timestamp(text + suffix) {
                self = time
                return
            }
        }
        return nil
    }
}

import ArgumentParser

/// A time span as people type it: `300`, `300s`, `5m`, `1h30m`.
struct DurationArgument: ExpressibleByArgument, Equatable, Sendable {
    /// 0...604 800: a week is the longest that a plan may wait.
    let seconds: Int

    init(seconds: Int) { self.seconds = seconds }

    init?(argument: String) {
        if let seconds = Self.digits(argument[...]) {
            self.seconds = seconds
        } else {
            guard let seconds = Self.units(argument) else { return nil }
            self.seconds = seconds
        }
        guard (0...604_800).contains(seconds) else { return nil }
    }

    var defaultValueDescription: String { "\(seconds)s" }

    /// Each unit at most once, the larger before the smaller.
    private static func units(_ text: String) -> Int? {
        var rest = text[...]
        var total = 0
        for (unit, factor) in [("h", 3600), ("m", 60), ("s", 1)] {
            guard let end = rest.firstIndex(of: Character(unit)) else { continue }
            guard let number = digits(rest[..<end]) else { return nil }
            total += number * factor
            rest = rest[rest.index(after: end)...]
        }
        return rest.isEmpty && !text.isEmpty ? total : nil
    }

    /// At most seven, so that no sum overflows; `Int.init` alone would take a sign.
    private static func digits(_ text: Substring) -> Int? {
        guard (1...7).contains(text.utf8.count),
            text.utf8.allSatisfy({ (0x30...0x39).contains($0) })
        else { return nil }
        return Int(text)
    }
}

/// A moment in UTC with microseconds, as Postgres' clock gave it: no worker's own clock decides.
package struct Timestamp: Sendable, Hashable, Comparable {
    /// Since 1970-01-01T00:00:00Z; leap seconds do not count.
    package let microseconds: Int64

    package init(microseconds: Int64) { self.microseconds = microseconds }

    package static func < (left: Timestamp, right: Timestamp) -> Bool {
        left.microseconds < right.microseconds
    }

    package func adding(seconds: Int) -> Timestamp {
        Timestamp(microseconds: microseconds + Int64(seconds) * 1_000_000)
    }

    package func adding(milliseconds: Int) -> Timestamp {
        Timestamp(microseconds: microseconds + Int64(milliseconds) * 1000)
    }

    /// Whole seconds from `earlier` to here, rounded towards the past; negative when it is later.
    package func seconds(since earlier: Timestamp) -> Int {
        let difference = microseconds - earlier.microseconds
        let quotient = difference / 1_000_000
        return Int(difference % 1_000_000 < 0 ? quotient - 1 : quotient)
    }
}

extension Timestamp: CustomStringConvertible {
    /// RFC 3339 in UTC with six decimals, such as `2026-11-24T13:02:41.000250Z`.
    package var description: String {
        let (days, rest) = microseconds.flooredDivision(by: 86_400_000_000)
        let date = CivilDate(daysSinceEpoch: days)
        let seconds = rest / 1_000_000
        var text: [UInt8] = []
        text.reserveCapacity(27)
        text.append(padded: date.year, to: 4)
        text.append(UInt8(ascii: "-"))
        text.append(padded: date.month, to: 2)
        text.append(UInt8(ascii: "-"))
        text.append(padded: date.day, to: 2)
        text.append(UInt8(ascii: "T"))
        text.append(padded: seconds / 3600, to: 2)
        text.append(UInt8(ascii: ":"))
        text.append(padded: seconds / 60 % 60, to: 2)
        text.append(UInt8(ascii: ":"))
        text.append(padded: seconds % 60, to: 2)
        text.append(UInt8(ascii: "."))
        text.append(padded: rest % 1_000_000, to: 6)
        text.append(UInt8(ascii: "Z"))
        return String(decoding: text, as: UTF8.self)
    }

    /// Its day in UTC, such as `2026-11-24`.
    package var day: Substring { description.prefix { $0 != "T" } }

    /// Its minute in UTC, such as `2026-11-24T13:02`.
    package var minute: Substring { description.prefix { $0 != "." }.dropLast(3) }
}

extension Int64 {
    /// Quotient towards minus infinity, and the remainder that is never negative.
    func flooredDivision(by divisor: Int64) -> (quotient: Int64, remainder: Int64) {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }
}

extension [UInt8] {
    /// Decimal digits with zeros before them, as many as there are when they are more than `width`.
    fileprivate mutating func append(padded number: Int64, to width: Int) {
        var limit: Int64 = 10
        for _ in 1..<width { limit *= 10 }
        guard (0..<limit).contains(number) else {
            append(contentsOf: String(number).utf8)
            return
        }
        while limit > 1 {
            limit /= 10
            append(UInt8(ascii: "0") + UInt8(number / limit % 10))
        }
    }
}

import Foundation
import LedgerCore

extension ZoneOffsets {
    /// How far ahead a zone's changes are pinned; after that the last offset stays.
    private static let years = 10
    private static let daysOfYear = 365

    /// The offsets of a zone by this machine's rules, from a little before `now` on.
    ///
    /// - Returns: `nil` for a name that is no zone.
    static func system(_ name: String, at now: Timestamp) -> ZoneOffsets? {
        guard let zone = TimeZone(identifier: name) else { return nil }
        let first = now.adding(seconds: -2 * 86_400)
        let end = now.adding(seconds: years * daysOfYear * 86_400)
        var changes: [Change] = []
        var moment = first
        while let next = zone.nextDaylightSavingTimeTransition(after: date(moment)) {
            moment = Timestamp(microseconds: Int64(next.timeIntervalSince1970) * 1_000_000)
            guard moment < end, changes.count < 100 else { break }
            changes.append(Change(at: moment, seconds: zone.secondsFromGMT(for: date(moment))))
        }
        return ZoneOffsets(
            name: name, initialSeconds: zone.secondsFromGMT(for: date(first)), changes: changes)
    }

    private static func date(_ time: Timestamp) -> Date {
        Date(timeIntervalSince1970: Double(time.microseconds) / 1_000_000)
    }
}

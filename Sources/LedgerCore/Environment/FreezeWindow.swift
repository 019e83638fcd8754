/// When no deployment may begin in an environment.
package struct FreezeWindow: Sendable, Equatable {
    package let name: String
    package let schedule: Schedule

    package enum Schedule: Sendable, Equatable {
        case once(from: Timestamp, until: Timestamp)
        case weekly(Weekly)
    }

    /// Again and again, by the clocks of a zone.
    package struct Weekly: Sendable, Equatable {
        /// On which it begins; every day when empty.
        package let days: Set<Weekday>
        /// Minutes after midnight, 0..<1440; over midnight when `until` is not after `from`, and a
        /// whole day when they are the same.
        package let from: Int
        package let until: Int
        package let zone: ZoneOffsets

        package init(days: Set<Weekday>, from: Int, until: Int, zone: ZoneOffsets) {
            self.days = days
            self.from = from
            self.until = until
            self.zone = zone
        }
    }

    package enum Weekday: String, Sendable, CaseIterable {
        case sunday = "sun"
        case monday = "mon"
        case tuesday = "tue"
        case wednesday = "wed"
        case thursday = "thu"
        case friday = "fri"
        case saturday = "sat"
    }

    package init(name: String, schedule: Schedule) {
        self.name = name
        self.schedule = schedule
    }

    /// - Returns: when it ends, if it is in force.
    package func end(at now: Timestamp) -> Timestamp? {
        switch schedule {
        case .once(let from, let until): from <= now && now < until ? until : nil
        case .weekly(let weekly): weekly.span(near: now, orLater: false)?.end
        }
    }

    /// - Returns: when it is next in force, `now` when it is already; `nil` when it never is again.
    package func nextStart(from now: Timestamp) -> Timestamp? {
        switch schedule {
        case .once(let from, let until): now < until ? max(from, now) : nil
        case .weekly(let weekly): weekly.span(near: now, orLater: true).map { max($0.start, now) }
        }
    }
}

extension FreezeWindow.Weekly {
    /// The one that is in force, or else that begins next, within eight days.
    fileprivate func span(
        near now: Timestamp, orLater: Bool
    ) -> (start: Timestamp, end: Timestamp)? {
        let today = zone.local(now).microseconds.flooredDivision(by: 86_400_000_000).quotient
        // The one that began yesterday may last until today.
        for day in (today - 1)...(orLater ? today + 8 : today) where begins(on: day) {
            let span = span(on: day)
            if now < span.end, orLater || span.start <= now { return span }
        }
        return nil
    }

    private func begins(on day: Int64) -> Bool {
        // The first day of the epoch was a Thursday, the fifth of the week.
        let index = Int((day + 4).flooredDivision(by: 7).remainder)
        return days.isEmpty || days.contains(FreezeWindow.Weekday.allCases[index])
    }

    private func span(on day: Int64) -> (start: Timestamp, end: Timestamp) {
        let midnight = Timestamp(microseconds: day * 86_400_000_000)
        let length = until > from ? until - from : until - from + 1440
        let start = midnight.adding(seconds: from * 60)
        return (zone.moment(local: start), zone.moment(local: start.adding(seconds: length * 60)))
    }
}

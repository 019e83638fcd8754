extension FreezeWindow {
    /// Reads a recorded window.
    package init(_ fields: FieldReader) {
        let zone = fields.optionalObject("zone").map(ZoneOffsets.init) ?? .utc
        self.init(fields, name: fields.name("name")) { _ in zone }
    }

    /// Reads a window as people write it.
    ///
    /// - Parameter zone: the offsets of a zone that is named; `nil` when there is no such zone.
    package init(_ fields: FieldReader, name: String, zone: (String) -> ZoneOffsets?) {
        if fields.value("starts_at") != nil || fields.value("ends_at") != nil {
            self.init(name: name, schedule: Self.once(fields))
        } else {
            self.init(name: name, schedule: .weekly(Weekly(fields, zone)))
        }
    }

    private static func once(_ fields: FieldReader) -> Schedule {
        let (from, until) = (fields.time("starts_at"), fields.time("ends_at"))
        if until <= from { fields.note("must be after starts_at", at: "ends_at") }
        return .once(from: from, until: until)
    }

    package var json: JSONObject {
        var json: JSONObject = ["name": .string(name)]
        switch schedule {
        case .once(let from, let until):
            json["starts_at"] = .time(from)
            json["ends_at"] = .time(until)
        case .weekly(let weekly):
            let days = Weekday.allCases.filter(weekly.days.contains)
            json["days"] = .strings(days.map(\.rawValue))
            json["from"] = .string(Weekly.text(weekly.from))
            json["until"] = .string(Weekly.text(weekly.until))
            json["time_zone"] = .string(weekly.zone.name)
            json["zone"] = .object(weekly.zone.json)
        }
        return json
    }
}

extension FreezeWindow.Weekly {
    fileprivate init(_ fields: FieldReader, _ zone: (String) -> ZoneOffsets?) {
        let names = fields.optionalStrings("days", count: 0...7) ?? []
        let days = names.map(FreezeWindow.Weekday.init)
        if days.contains(nil) {
            fields.note("must hold mon, tue, wed, thu, fri, sat or sun", at: "days")
        }
        let name = fields.optionalString("time_zone", length: 1...100) ?? "UTC"
        let offsets = zone(name)
        if offsets == nil { fields.note("is no time zone, such as Europe/Berlin", at: "time_zone") }
        self.init(
            days: Set(days.compactMap(\.self)), from: Self.minute(fields, "from"),
            until: Self.minute(fields, "until"), zone: offsets ?? .utc)
    }

    /// `HH:MM`, from 00:00 to 23:59.
    private static func minute(_ fields: FieldReader, _ name: String) -> Int {
        let text = fields.string(name)
        let parts = text.split(separator: ":", omittingEmptySubsequences: false).map { part in
            part.utf8.count == 2 && part.allSatisfy { ("0"..."9").contains($0) } ? Int(part) : nil
        }
        guard parts.count == 2, let hour = parts[0], let minute = parts[1],
            hour < 24, minute < 60
        else {
            fields.note("must be a time of the day such as 22:00", at: name)
            return 0
        }
        return hour * 60 + minute
    }

    fileprivate static func text(_ minute: Int) -> String {
        func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(padded(minute / 60)):\(padded(minute % 60))"
    }
}

/// The settings of a case: what it leaves out has the judge's default.
enum TrialSettings {
    static func sequential(_ fields: FieldReader) -> SequentialSettings {
        read(fields, SequentialSettings()) { settings, reader in
            evidence(reader, &settings.evidence)
            settings.nullRatio.set(reader.optionalNumber("null_ratio", in: 1e-6...1e6))
            settings.minRelative.set(reader.optionalNumber("min_relative", in: 0...1e6))
            settings.minAbsolute.set(reader.optionalNumber("min_absolute", in: 0...1))
        }
    }

    static func limit(_ fields: FieldReader) -> LimitSettings {
        read(fields, LimitSettings()) { settings, reader in
            evidence(reader, &settings.evidence)
            settings.grossFactor.set(reader.optionalNumber("gross_factor", in: 1...1e6))
            settings.grossP.set(reader.optionalNumber("gross_p", in: 0...1))
        }
    }

    static func rank(_ fields: FieldReader) -> RankSettings {
        read(fields, RankSettings()) { settings, reader in
            settings.alpha.set(reader.optionalNumber("alpha", in: probability))
            settings.tests.set(reader.optionalInteger("tests", in: 1...1000))
            settings.stages.set(reader.optionalInteger("stages", in: 1...1000))
            settings.minRelative.set(reader.optionalNumber("min_relative", in: 0...1e6))
            settings.floor.set(reader.optionalNumber("floor", in: 0...1e15))
            settings.direction.set(reader.optionalChoice("direction"))
            settings.firstPoints.set(reader.optionalInteger("first_points", in: 1...1000))
        }
    }

    private static func evidence(_ reader: FieldReader, _ settings: inout EvidenceSettings) {
        settings.alpha.set(reader.optionalNumber("alpha", in: probability))
        settings.tests.set(reader.optionalInteger("tests", in: 1...1000))
        settings.plannedLooks.set(reader.optionalInteger("planned_looks", in: 1...1_000_000))
        settings.firstWeight.set(reader.optionalNumber("first_weight", in: 0...1))
        settings.cap.set(reader.optionalNumber("cap", in: 1.000001...1e6))
        settings.phi0.set(reader.optionalNumber("phi0", in: 1...1e6))
        settings.minRequests.set(reader.optionalInteger("min_requests", in: 0...1_000_000_000))
        settings.minErrors.set(reader.optionalInteger("min_errors", in: 0...1_000_000_000))
        settings.recentLooks.set(reader.optionalInteger("recent_looks", in: 1...1_000_000))
    }

    /// Above 0, below 1.
    private static let probability = 1e-12...0.999999

    private static func read<Settings>(
        _ fields: FieldReader, _ standard: Settings,
        _ change: (inout Settings, FieldReader) -> Void
    ) -> Settings {
        var settings = standard
        if let reader = fields.optionalObject("settings") {
            change(&settings, reader)
            reader.refuseUnknownFields()
        }
        return settings
    }
}

extension Equatable {
    /// Leaves what it is when nothing was said.
    fileprivate mutating func set(_ value: Self?) {
        if let value { self = value }
    }
}

import LedgerCore

/// The settings of a case of `judge.json`; what it leaves out is as the judges have it.
struct RateVectorSettings: Decodable {
    let alpha: Double?
    let tests: Int?
    let plannedLooks: Int?
    let cap: Double?
    let nullRatio: Double?
    let minRequests: Int?
    let minErrors: Int?
    let minRelative: Double?
    let minAbsolute: Double?
    let recentLooks: Int?
    let phi0: Double?
    let grossFactor: Double?

    var evidence: EvidenceSettings {
        var settings = EvidenceSettings()
        if let alpha { settings.alpha = alpha }
        if let tests { settings.tests = tests }
        if let plannedLooks { settings.plannedLooks = plannedLooks }
        if let cap { settings.cap = cap }
        if let minRequests { settings.minRequests = minRequests }
        if let minErrors { settings.minErrors = minErrors }
        if let recentLooks { settings.recentLooks = recentLooks }
        if let phi0 { settings.phi0 = phi0 }
        return settings
    }

    var sequential: SequentialSettings {
        var settings = SequentialSettings(evidence: evidence)
        if let nullRatio { settings.nullRatio = nullRatio }
        if let minRelative { settings.minRelative = minRelative }
        if let minAbsolute { settings.minAbsolute = minAbsolute }
        return settings
    }
}

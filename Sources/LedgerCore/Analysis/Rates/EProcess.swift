/// Anytime-valid evidence that errors fall to the canary more often than they may.
///
/// While they do not, E is a non-negative supermartingale that starts at 1, so that it ever reaches
/// 1/alpha with probability alpha at most: at any look, however many there are. It mixes over
/// ``alternatives``, and over the look at which the harm began.
struct EProcess: Sendable, Equatable {
    /// Ratios of rates; part of the version of each judge, so no setting.
    static let alternatives = [1.2, 1.5, 2, 3, 6, 20]
    private static let logAlternatives = alternatives.map(Elementary.log)
    static let logAlternativesCount = Elementary.log(Double(alternatives.count))

    private let settings: EvidenceSettings
    private let logCap: Double
    /// Usable looks so far.
    private(set) var looks = 0
    private(set) var logE = -Double.infinity
    private var greatestLogE = -Double.infinity
    /// ln E of each alternative.
    private var logs = [Double](repeating: -.infinity, count: alternatives.count)

    init(_ settings: EvidenceSettings) {
        self.settings = settings
        logCap = Elementary.log(settings.cap)
    }

    /// Takes in one look.
    ///
    /// - Parameters:
    ///   - errors: of the canary.
    ///   - trials: each may be such an error: all errors of both sides, or all the canary's requests.
    ///   - share: of the trials that may be such errors, 0...1.
    ///   - phi: dispersion seen before this look, 1 and up.
    mutating func add(errors: Double, of trials: Double, share: Double, phi: Double) {
        looks += 1
        let start = Elementary.log(Self.weight(ofLook: looks, settings))
        for (index, ratio) in Self.alternatives.enumerated() {
            let cost = Elementary.log1p(share * (ratio - 1))
            let evidence = errors * Self.logAlternatives[index] - trials * cost
            logs[index] = Elementary.logAddExp(logs[index], start) + min(logCap, evidence / phi)
        }
        logE = Elementary.logSumExp(logs) - Self.logAlternativesCount
        greatestLogE = max(greatestLogE, logE)
    }

    /// The part of the evidence that starts at a look; all together 1.
    static func weight(ofLook look: Int, _ settings: EvidenceSettings) -> Double {
        let planned = settings.plannedLooks
        if planned <= 1 { return look == 1 ? 1 : 0 }
        if look == 1 { return settings.firstWeight }
        return look <= planned ? (1 - settings.firstWeight) / Double(planned - 1) : 0
    }

    var isDecisive: Bool { logE >= settings.logThreshold }

    func numbers(phi: Double) -> EvidenceNumbers {
        EvidenceNumbers(
            looks: looks, phi: phi, logE: logE, p: min(1, Elementary.exp(-greatestLogE)))
    }
}

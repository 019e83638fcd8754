/// What `sequential/1` allows, and how much evidence it takes.
package struct SequentialSettings: Sendable, Equatable {
    package var evidence: EvidenceSettings
    /// Canary over baseline that still counts as equal, above 0.
    package var nullRatio: Double
    /// A canary that is worse by less than this part of the baseline's rate is let be; 0 and up.
    package var minRelative: Double
    /// And so is one that is worse by less than this share of requests; 0...1.
    package var minAbsolute: Double

    package init(
        evidence: EvidenceSettings = EvidenceSettings(), nullRatio: Double = 1,
        minRelative: Double = 0.10, minAbsolute: Double = 0.001
    ) {
        self.evidence = evidence
        self.nullRatio = nullRatio
        self.minRelative = minRelative
        self.minAbsolute = minAbsolute
    }
}

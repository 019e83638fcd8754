/// What `limit/1` and `gross/1` allow, and how much evidence they take.
package struct LimitSettings: Sendable, Equatable {
    package var evidence: EvidenceSettings
    /// How many times the limit is gross, 1 and up.
    package var grossFactor: Double
    /// A look is gross when chance explains it with this probability at most.
    package var grossP: Double

    package init(
        evidence: EvidenceSettings = EvidenceSettings(), grossFactor: Double = 10,
        grossP: Double = 1e-6
    ) {
        self.evidence = evidence
        self.grossFactor = grossFactor
        self.grossP = grossP
    }
}

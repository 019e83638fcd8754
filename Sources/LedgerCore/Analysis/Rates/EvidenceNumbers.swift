/// What a verdict on rates rests on.
package struct EvidenceNumbers: Sendable, Equatable {
    /// Usable ones so far, this one included.
    package let looks: Int
    /// Dispersion before this look: 1 for requests that fail independently.
    package let phi: Double
    /// ln E: evidence of harm, from minus infinity; a version fails at ln(tests/alpha).
    package let logE: Double
    /// Bound on the probability of evidence as strong as the strongest so far, if there is no harm.
    package let p: Double

    /// ``logE`` as it is stored: its last digits differ where others work it out.
    package var recordedLogE: Double { (logE * 1e9).rounded() / 1e9 }
}

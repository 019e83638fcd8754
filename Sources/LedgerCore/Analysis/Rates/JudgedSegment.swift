/// Which looks were worse when a version is failed.
package enum JudgedSegment: String, Sendable, CaseIterable {
    case all
    /// Only the last ``EvidenceSettings/recentLooks``.
    case recent
}

/// Why the log cannot be sealed any further: someone must look at it, trying again does not help.
package enum SealError: Error, Sendable, Equatable {
    /// The event after this position is not the next one.
    case gap(after: Int64)
    /// The log has fewer events than were sealed.
    case shorterLog(events: Int64, sealed: Int64)
    /// An event's payload has no canonical form.
    case payload(position: Int64)
    /// The stored tiles do not give the root that was signed at this size.
    case tilesDiffer(size: Int64)
    /// The newest checkpoint is not signed by a key that we hold.
    case foreignCheckpoint(size: Int64)
    /// The new tree would not continue the one that was signed.
    case inconsistent(from: Int64, to: Int64)
}

extension SealError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .gap(let position): "the log has a gap after position \(position)"
        case .shorterLog(let events, let sealed):
            "the log has \(events) events, and \(sealed) were sealed"
        case .payload(let position): "the payload at position \(position) has no canonical form"
        case .tilesDiffer(let size): "the stored tree is not the one that was signed at \(size)"
        case .foreignCheckpoint(let size):
            "the checkpoint of size \(size) is not signed by a key that the key file names"
        case .inconsistent(let old, let new):
            "the tree of size \(new) does not continue the one that was signed at \(old)"
        }
    }
}

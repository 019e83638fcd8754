/// Checks an export line by line, with nothing but a public key and earlier checkpoints.
///
/// Two trees are grown: over the entries as they are, and over the leaves as the export says they
/// were sealed. The second must have the signed roots; where the first differs is the bad place.
package struct ExportVerifier {
    private let manifest: ExportManifest
    /// The manifest's and the auditor's own, the smallest first.
    private let checkpoints: [Checkpoint]
    private var sealed = CompactRange()
    private var versions: [String: Int64] = [:]
    private var lastPosition: Int64 = 0
    /// How far the leaves are known to be the signed ones.
    private var vouched: Int64 = 0
    package private(set) var redacted = 0
    /// In the order in which they were found; at most ``maximumFindings``.
    package private(set) var findings: [Finding] = []
    /// The first checkpoint that was not reached.
    private var next = 0

    /// More do not help anybody to find the first.
    package static let maximumFindings = 100

    /// - Parameter saved: checkpoints that the auditor kept, each signed as the caller has checked.
    package init(_ manifest: ExportManifest, saved: [Checkpoint] = []) {
        self.manifest = manifest
        checkpoints = (saved + [manifest.checkpoint.checkpoint]).sorted { $0.size < $1.size }
        let signed = manifest.checkpoint.checkpoint
        if manifest.firstPosition != 1 || manifest.lastPosition != signed.size
            || manifest.count != signed.size || manifest.root != signed.root
        {
            note(Finding(.manifest, "the manifest's range, count or root is not its checkpoint's"))
        }
        for other in saved where other.origin != signed.origin {
            note(Finding(.manifest, "a saved checkpoint is of another log, not of this one"))
        }
        for (left, right) in zip(checkpoints, checkpoints.dropFirst())
        where left.size == right.size && left.root != right.root {
            note(
                Finding(.root, "two trees of \(left.size) events were signed: the log was forked"))
        }
        compareRoots()
    }

    /// Events read so far.
    package var count: Int64 { sealed.size }

    package mutating func take(_ bytes: [UInt8]) {
        let place = lastPosition + 1
        let line: ExportLine
        do throws(ExportLine.Unreadable) { line = try ExportLine(bytes) } catch {
            // Whatever it was, it took this place; the tree above it cannot be right any more.
            sealed.append(.empty)
            lastPosition = place
            note(Finding(.malformed, at: place, error.reason))
            return compareRoots()
        }
        sealed.append(line.sealedLeaf)
        checkPlace(of: line, place)
        check(line, place)
        compareRoots()
    }

    private mutating func checkPlace(of line: ExportLine, _ place: Int64) {
        if line.position != place {
            let found = "the event of position \(line.position) is in its place"
            note(Finding(.position, at: place, "missing or out of order: \(found)"))
        }
        lastPosition = max(lastPosition, line.position)
        let version = (versions[line.stream] ?? 0) + 1
        if line.version != version {
            let found = "version \(line.version) of its stream follows \(version - 1)"
            note(Finding(.version, at: place, found))
        }
        versions[line.stream] = max(line.version, version)
    }

    private mutating func check(_ line: ExportLine, _ place: Int64) {
        switch line.payloadHolds {
        case true?: break
        case false?:
            note(Finding(.payload, at: place, "the payload is not what its entry stands for"))
        case nil: redacted += 1
        }
        if line.leaf != line.sealedLeaf {
            note(Finding(.changed, at: place, "the event is not the one that was sealed"))
        }
    }

    /// Whenever the tree has the size of a checkpoint, it must have its root; of several, all.
    private mutating func compareRoots() {
        let here = checkpoints[next...].prefix { $0.size == sealed.size }
        guard !here.isEmpty else { return }
        next += here.count
        guard here.contains(where: { $0.root != sealed.root }) else {
            vouched = sealed.size
            return
        }
        // A leaf that was changed with its event shows in the root only; one that was found
        // already is the better answer.
        let known = findings.compactMap(\.position).filter { $0 > vouched }.min()
        let range = "the events \(vouched + 1) to \(sealed.size)"
        note(Finding(.root, at: known ?? vouched + 1, "\(range) are not all as they were signed"))
    }

    /// After the last line.
    ///
    /// - Returns: the finding of the lowest position; when none has a position the first one; `nil`
    ///   when all is well.
    package mutating func finish() -> Finding? {
        let signed = manifest.checkpoint.checkpoint.size
        if let largest = checkpoints.last, next < checkpoints.count,
            lastPosition < largest.size || findings.isEmpty
        {
            let missing = "\(largest.size) events were signed, the export has \(sealed.size)"
            note(Finding(.count, at: lastPosition + 1, "missing: \(missing)"))
        } else if sealed.size > signed {
            note(Finding(.count, at: signed + 1, "more than the \(signed) events that were signed"))
        }
        return findings.min { ($0.position ?? .max) < ($1.position ?? .max) }
    }

    private mutating func note(_ finding: Finding) {
        if findings.count < Self.maximumFindings { findings.append(finding) }
    }
}

/// Which instances go in which batch, from the numbers alone.
///
/// An instance is in use from the moment that it is told to run the new version, or as long as it
/// serves the old one. At no time are more than `total + surge` in use, nor do fewer than
/// `total - unavailable` serve, with up to ``tolerated`` new ones that do not come up. One serves
/// always.
package struct RollingSchedule: Sendable, Equatable {
    package struct Batch: Sendable, Equatable {
        /// Indices of the new version's instances that come with this batch.
        package let added: Range<Int>
        /// How many of the old version's leave the traffic before, as the surge does not suffice.
        package let drained: Int
    }

    /// How many instances each slot has.
    package let total: Int
    package let surge: Int
    package let unavailable: Int
    /// How many new instances may fail; room for them is kept free from the start.
    package let tolerated: Int
    package let batches: [Batch]

    /// - Parameters:
    ///   - total: 1 or more.
    ///   - hasStable: `false` when nothing serves users so far: then all come at once.
    package init(_ settings: RollingSettings, over total: Int, hasStable: Bool = true) {
        // Of a single instance only a second one can take the place.
        let surge = max(
            min(settings.maxSurge.roundedUp(of: total), total), total == 1 ? 1 : 0)
        let wished = settings.maxUnavailable.roundedDown(of: total)
        let unavailable = min(surge == 0 ? max(1, wished) : wished, total - 1)
        // A failed one is one that does not serve; and a batch must have room for one that does.
        let tolerated = min(
            settings.failureThreshold.roundedDown(of: total), unavailable, surge + unavailable - 1,
            total - 1)
        self.total = total
        self.surge = surge
        self.unavailable = unavailable
        self.tolerated = tolerated
        let size = hasStable ? surge + unavailable - tolerated : total
        batches = stride(from: 0, to: total, by: size).map { start in
            let added = start..<min(start + size, total)
            return Batch(added: added, drained: hasStable ? max(0, added.count - surge) : 0)
        }
    }

    /// Indices of the old version's instances that serve while a batch comes up: the last ones.
    package func oldDuring(_ batch: Batch) -> Range<Int> {
        min(batch.added.lowerBound + batch.drained, total)..<total
    }

    /// Indices of the old version's instances that serve once a batch does.
    package func oldAfter(_ batch: Batch) -> Range<Int> { batch.added.upperBound..<total }
}

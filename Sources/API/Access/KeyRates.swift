import Synchronization

/// How often each key may ask in this process: so many times a second, and twice that at once.
final class KeyRates: Sendable {
    private struct Bucket {
        /// Requests that may still come at once.
        var left: Double
        var at: ContinuousClock.Instant
    }

    /// Requests a second; 0 is without a limit.
    private let perSecond: Int
    /// By key's id: only keys that count get here, so there are never more than keys.
    private let buckets = Mutex<[String: Bucket]>([:])

    init(perSecond: Int) { self.perSecond = perSecond }

    /// Counts a request.
    ///
    /// - Throws: 429 when it comes too early.
    func take(_ key: String, at now: ContinuousClock.Instant = .now) throws(Problem) {
        guard perSecond > 0 else { return }
        let burst = Double(2 * perSecond)
        let mayGoOn = buckets.withLock { buckets in
            var bucket = buckets[key] ?? Bucket(left: burst, at: now)
            let passed = max(.zero, now - bucket.at) / .seconds(1)
            bucket.left = min(burst, bucket.left + passed * Double(perSecond))
            bucket.at = max(bucket.at, now)
            let mayGoOn = bucket.left >= 1
            if mayGoOn { bucket.left -= 1 }
            buckets[key] = bucket
            return mayGoOn
        }
        guard !mayGoOn else { return }
        throw Problem(
            429, "rate_limited",
            "this key may ask \(perSecond) times a second; try again in a second",
            headers: ["Retry-After": "1"])
    }
}

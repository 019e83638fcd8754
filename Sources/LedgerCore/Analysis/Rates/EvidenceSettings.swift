/// How much evidence fails a rate, whatever it is compared with.
package struct EvidenceSettings: Sendable, Equatable {
    /// Probability that a good version is failed in the whole rollout, above 0, below 1.
    package var alpha: Double
    /// How many tests share ``alpha``: all that may fail this rollout, 1 and up.
    package var tests: Int
    /// Looks of the plan, fixed at the start, 1 and up.
    package var plannedLooks: Int
    /// Of the evidence that counts from the first look; the rest starts at later ones. 0...1.
    package var firstWeight: Double
    /// One look changes the evidence by at most this factor, above 1: a burst is no regression.
    package var cap: Double
    /// Least dispersion, 1 and up; more than 1 where recorded identical versions vary by more.
    package var phi0: Double
    /// Of the canary; fewer are neither good nor bad.
    package var minRequests: Int
    /// Of the canary; fewer never fail it.
    package var minErrors: Int
    /// Length of the segment in which a good start does not water down a late regression, 1 and up.
    package var recentLooks: Int

    package init(
        alpha: Double = 0.01, tests: Int = 1, plannedLooks: Int = 60, firstWeight: Double = 0.5,
        cap: Double = 5, phi0: Double = 1, minRequests: Int = 200, minErrors: Int = 5,
        recentLooks: Int = 10
    ) {
        self.alpha = alpha
        self.tests = tests
        self.plannedLooks = plannedLooks
        self.firstWeight = firstWeight
        self.cap = cap
        self.phi0 = phi0
        self.minRequests = minRequests
        self.minErrors = minErrors
        self.recentLooks = recentLooks
    }

    /// What ln E must reach, by Ville's inequality.
    var logThreshold: Double { Elementary.log(Double(tests) / alpha) }

    func isEnough(_ count: ErrorCount) -> Bool {
        count.requests >= minRequests && count.errors >= minErrors
    }
}

/// Looks of a plan that expect the same traffic.
package struct PlannedLooks: Sendable, Equatable {
    /// Expected in each look.
    package let canaryRequests: Double
    package let baselineRequests: Double
    package let looks: Int

    package init(canaryRequests: Double, baselineRequests: Double, looks: Int) {
        self.canaryRequests = canaryRequests
        self.baselineRequests = baselineRequests
        self.looks = looks
    }

    /// - Parameters:
    ///   - percent: of the requests that go to the canary, 0...100.
    ///   - requestsPerLook: expected, of both versions together.
    package init(percent: Int, looks: Int, requestsPerLook: Double) {
        let canary = requestsPerLook * Double(percent) / 100
        self.init(
            canaryRequests: canary, baselineRequests: requestsPerLook - canary, looks: looks)
    }

    /// 0...1.
    var canaryShare: Double {
        canaryRequests > 0 ? canaryRequests / (canaryRequests + baselineRequests) : 0
    }
}

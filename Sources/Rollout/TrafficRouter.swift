package import LedgerCore

/// Sends shares of user traffic to the instances of one service's slots.
///
/// Every call may run twice: setting the same shares again must change nothing.
/// All implementations pass `TrafficRouterContract` of the test kit.
package protocol TrafficRouter: Sendable {
    /// What this router can do; fixed for its life.
    var capabilities: RouterCapabilities { get }

    /// Sets absolute shares, and who is exempt from them.
    ///
    /// - Parameters:
    ///   - shares: relative weights by the router's name of the instance, 0...100 each; with one
    ///     instance in each slot they are percents.
    ///   - users: who is sent to one target whatever the shares are, and no other user any more;
    ///     one that ``capabilities`` does not allow is refused.
    ///   - token: position of the intent or attempt; a router that can refuses lower ones.
    ///   - deadline: after it nothing is sent any more, and the call throws
    ///     ``OutboundError/Code/unreachable``: somebody else may have set other shares meanwhile.
    func set(
        _ shares: [String: Int], users: UserRoute?, token: Int64,
        before deadline: ContinuousClock.Instant
    ) async throws(OutboundError)

    /// Reads what is in force: the shares of all targets that the router knows, and the users.
    func observe() async throws(OutboundError) -> ObservedShares
}

package struct ObservedShares: Sendable, Equatable {
    /// Percent by the router's name of the instance, as its weights stand; each rounded.
    package let shares: [String: Int]
    /// The weights themselves; `nil` when the shares are exact.
    package let weights: [String: Int]?
    /// Targets that the router itself holds for dead, and so sends nothing.
    package let down: Set<String>
    /// `nil` when the router cannot show one.
    package let token: Int64?
    /// Whom the router sends to one target whatever the shares are.
    package let users: UserRoute?

    package init(
        shares: [String: Int], weights: [String: Int]? = nil, users: UserRoute? = nil,
        down: Set<String> = [], token: Int64? = nil
    ) {
        self.shares = shares
        self.weights = weights
        self.users = users
        self.down = down
        self.token = token
    }
}

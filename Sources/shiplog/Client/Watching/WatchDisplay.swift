import LedgerCore

/// Shows a deployment while it goes on.
protocol WatchDisplay: Sendable {
    /// Between two calls of ``tick()``.
    var interval: Duration { get }

    /// - Parameters:
    ///   - events: new ones, in their order; perhaps none.
    ///   - document: the deployment, as it is after them.
    func show(_ events: [EventDocument], _ document: JSONObject)

    /// Time went by.
    func tick()
}

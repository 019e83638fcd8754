package import LedgerCore

/// Brings a version into a slot and asks how it is.
package protocol Deployer: Sendable {
    /// Asks the slot to run a version; returns when the slot has accepted, at most 10 s later.
    ///
    /// - Parameters:
    ///   - idempotencyKey: the same for every attempt at the same intent.
    ///   - token: position of the attempt, for slots that refuse lower ones.
    func deploy(
        _ version: String, to slot: Slot, idempotencyKey: String, token: Int64
    ) async throws(OutboundError)

    /// Asks once; takes at most 2 s.
    func health(of slot: Slot) async throws(OutboundError) -> InstanceHealth
}

package struct InstanceHealth: Sendable, Equatable {
    /// The slot says that it is well.
    package let isHealthy: Bool
    /// The version that it says it runs; `nil` when it does not say.
    package let version: String?

    package init(isHealthy: Bool, version: String?) {
        self.isHealthy = isHealthy
        self.version = version
    }
}

/// Builds the outside's adapters from a service's settings.
package protocol OutboundCatalog: Sendable {
    func router(for settings: ServiceSettings) throws(OutboundError) -> any TrafficRouter
    func metrics(for settings: ServiceSettings) throws(OutboundError) -> any MetricsProvider
    func deployer(for settings: ServiceSettings) throws(OutboundError) -> any Deployer
}

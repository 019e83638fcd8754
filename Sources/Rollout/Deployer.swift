package import LedgerCore

/// Brings a version onto an instance and asks how it is.
package protocol Deployer: Sendable {
    /// Asks for a version; returns when the instance has accepted, at most 10 s later.
    ///
    /// - Parameters:
    ///   - idempotencyKey: the same for every attempt at the same intent.
    ///   - token: position of the attempt, for instances that refuse lower ones.
    func deploy(
        _ version: String, to instance: Instance, idempotencyKey: String, token: Int64
    ) async throws(OutboundError)

    /// Asks once; takes at most 2 s.
    func health(of instance: Instance) async throws(OutboundError) -> InstanceHealth
}

package struct InstanceHealth: Sendable, Equatable {
    /// It says that it is well.
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

/// What people and programs may ask of a service.
package enum ServiceCommand: Sendable, Equatable {
    /// Registers a service, or changes how it is reached.
    case configure(ServiceSettings, live: Placement?)
    case deploy(deployment: ID, version: String, plan: DeploymentPlan)
    case abort(deployment: ID)
    /// - Parameter version: `nil` goes to the last known good one.
    case rollBack(version: String?, isForced: Bool)

    /// Something must stop: it is dispatched on the control lane and driven again soon.
    package var isUrgent: Bool {
        switch self {
        case .configure, .deploy: false
        case .abort, .rollBack: true
        }
    }
}

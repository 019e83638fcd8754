/// What people and programs may ask of a service.
package enum ServiceCommand: Sendable, Equatable {
    /// Registers a service, or changes how it is reached.
    case configure(ServiceSettings, live: Placement?)
    ///
    /// - Parameter overridesFreeze: it may begin while the environment is frozen.
    case deploy(
        deployment: ID, version: String, plan: DeploymentPlan, overridesFreeze: Bool = false)
    /// The same version once more, by the same plan.
    ///
    /// - Parameter stage: the first stage of the plan that is gone through again, from 0.
    case retry(deployment: ID, as: ID, fromStage: Int)
    case abort(deployment: ID)
    /// A stage passes without its evidence, or with `isFull` all of them do.
    ///
    /// - Parameter stage: the one that the person saw, from 0; refused at another.
    case promote(deployment: ID, stage: Int, isFull: Bool)
    /// - Parameter stage: `nil` whichever it is.
    case pause(deployment: ID, stage: Int?)
    case resume(deployment: ID)
    case approve(deployment: ID, stage: Int, actor: String)
    /// A person's no to a stage: an abort that is refused at another one.
    case reject(deployment: ID, stage: Int)
    case unmark(version: String)
    /// - Parameter version: `nil` goes to the last known good one.
    case rollBack(version: String?, isForced: Bool)

    /// Something must stop: it is dispatched on the control lane and driven again soon.
    package var isUrgent: Bool {
        switch self {
        case .abort, .reject, .pause, .rollBack: true
        case .configure, .deploy, .retry, .promote, .resume, .approve, .unmark: false
        }
    }

    /// The environment may forbid it.
    package var asksEnvironment: Bool {
        switch self {
        case .deploy, .retry, .promote: true
        case .configure, .abort, .pause, .resume, .approve, .reject, .unmark, .rollBack: false
        }
    }
}

/// What a service does by itself when wishes meet.
package struct ServicePolicies: Sendable, Equatable {
    /// When a version is asked for while another is on its way.
    package enum NewVersion: String, Sendable, CaseIterable {
        /// It waits for its turn; at most ``ServiceState/deploymentQueueLimit`` do.
        case queue
        /// It takes the place of all that is on its way, which is taken back.
        case supersede
        /// It is refused.
        case reject
    }

    package let onNewVersion: NewVersion
    /// `nil`: only people take back what serves users.
    package let automaticRollback: RollbackPolicy?

    package init(
        onNewVersion: NewVersion = .queue, automaticRollback: RollbackPolicy? = nil
    ) {
        self.onNewVersion = onNewVersion
        self.automaticRollback = automaticRollback
    }

    package init(_ fields: FieldReader) {
        self.init(
            onNewVersion: fields.optionalChoice("on_new_version") ?? .queue,
            automaticRollback: fields.optionalObject("automatic_rollback").map(RollbackPolicy.init))
        fields.refuseUnknownFields()
    }

    package var json: JSONObject {
        [
            "on_new_version": .string(onNewVersion.rawValue),
            "automatic_rollback": automaticRollback.map { .object($0.json) },
        ]
    }
}

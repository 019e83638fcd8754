/// How many instances go at a time, and what each batch of them must show.
package struct RollingSettings: Sendable, Equatable {
    /// How many more than the service has may be in use at once; a share is rounded up.
    package let maxSurge: InstanceAmount
    /// How many of the service's may be missing at once; a share is rounded down.
    package let maxUnavailable: InstanceAmount
    /// How many new instances may stay unhealthy in all; a share is rounded down.
    package let failureThreshold: InstanceAmount
    /// How long a batch serves before the next one; 0 goes on as soon as its share is observed.
    package let batchSeconds: Int
    /// What measurements must show in each batch; without any the instances' health decides.
    package let criteria: Criteria

    /// Kubernetes' defaults for the two limits.
    package init(
        maxSurge: InstanceAmount = .percent(25), maxUnavailable: InstanceAmount = .percent(25),
        failureThreshold: InstanceAmount = .count(0), batchSeconds: Int = 30,
        criteria: Criteria = Criteria()
    ) {
        self.maxSurge = maxSurge
        self.maxUnavailable = maxUnavailable
        self.failureThreshold = failureThreshold
        self.batchSeconds = batchSeconds
        self.criteria = criteria
    }

    /// Nothing is measured: a batch is judged by what its instances say of themselves.
    package var isJudgedByHealth: Bool { criteria == Criteria() }
}

extension RollingSettings {
    package init(_ fields: FieldReader) {
        let standard = RollingSettings()
        self.init(
            maxSurge: fields.optionalAmount("max_surge") ?? standard.maxSurge,
            maxUnavailable: fields.optionalAmount("max_unavailable") ?? standard.maxUnavailable,
            failureThreshold: fields.optionalAmount("failure_threshold")
                ?? standard.failureThreshold,
            batchSeconds: fields.optionalInteger("batch_seconds", in: 0...604_800)
                ?? standard.batchSeconds,
            criteria: fields.optionalObject("criteria").map(Criteria.init) ?? Criteria())
        fields.refuseUnknownFields()
    }

    package var json: JSONObject {
        [
            "max_surge": maxSurge.json, "max_unavailable": maxUnavailable.json,
            "failure_threshold": failureThreshold.json, "batch_seconds": .integer(batchSeconds),
            "criteria": isJudgedByHealth ? nil : .object(criteria.json),
        ]
    }
}

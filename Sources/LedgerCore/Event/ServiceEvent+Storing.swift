extension ServiceEvent {
    package var stored: (name: Name, payload: any EventPayload) {
        switch self {
        case .registered(let fact): (.registered, fact)
        case .changed(let fact): (.changed, fact)
        case .deploymentRequested(let fact): (.deploymentRequested, fact)
        case .deploymentRejected(let fact): (.deploymentRejected, fact)
        case .deploymentWithdrawn(let fact): (.deploymentWithdrawn, fact)
        case .deploymentStarted(let fact): (.deploymentStarted, fact)
        case .promotionRequested(let fact): (.promotionRequested, fact)
        case .deploymentPaused(let fact): (.deploymentPaused, fact)
        case .deploymentResumed(let fact): (.deploymentResumed, fact)
        case .stageApproved(let fact): (.stageApproved, fact)
        case .stagePassed(let fact): (.stagePassed, fact)
        case .deploymentCompleted(let fact): (.deploymentCompleted, fact)
        case .deploymentAborted(let fact): (.deploymentAborted, fact)
        case .abortRequested(let fact): (.abortRequested, fact)
        case .abortDecided(let fact): (.abortDecided, fact)
        case .rollbackRequested(let fact): (.rollbackRequested, fact)
        case .rollbackStarted(let fact): (.rollbackStarted, fact)
        case .rollbackMoot(let fact): (.rollbackMoot, fact)
        case .rollbackCompleted(let fact): (.rollbackCompleted, fact)
        case .rollbackBlocked(let fact): (.rollbackBlocked, fact)
        case .rollbackIneffective(let fact): (.rollbackIneffective, fact)
        case .versionUnmarked(let fact): (.versionUnmarked, fact)
        case .deployDecided(let fact): (.deployDecided, fact)
        case .deployAcknowledged(let fact): (.deployAcknowledged, fact)
        case .deployFailed(let fact): (.deployFailed, fact)
        case .deployed(let fact): (.deployed, fact)
        case .shiftDecided(let fact): (.shiftDecided, fact)
        case .shiftAcknowledged(let fact): (.shiftAcknowledged, fact)
        case .shiftObserved(let fact): (.shiftObserved, fact)
        case .shiftFailed(let fact): (.shiftFailed, fact)
        case .drifted(let fact): (.drifted, fact)
        case .attemptStarted(let fact): (.attemptStarted, fact)
        case .sagaStalled(let fact): (.sagaStalled, fact)
        }
    }

    /// Reads a stored event; throws when the data is not what its name and schema promise.
    package init(_ name: Name, _ body: StoredBody) throws(StoredEventError) {
        switch name {
        case .registered: self = .registered(try body.decode())
        case .changed: self = .changed(try body.decode())
        case .deploymentRequested: self = .deploymentRequested(try body.decode())
        case .deploymentRejected: self = .deploymentRejected(try body.decode())
        case .deploymentWithdrawn: self = .deploymentWithdrawn(try body.decode())
        case .deploymentStarted: self = .deploymentStarted(try body.decode())
        case .promotionRequested: self = .promotionRequested(try body.decode())
        case .deploymentPaused: self = .deploymentPaused(try body.decode())
        case .deploymentResumed: self = .deploymentResumed(try body.decode())
        case .stageApproved: self = .stageApproved(try body.decode())
        case .stagePassed: self = .stagePassed(try body.decode())
        case .deploymentCompleted: self = .deploymentCompleted(try body.decode())
        case .deploymentAborted: self = .deploymentAborted(try body.decode())
        case .abortRequested: self = .abortRequested(try body.decode())
        case .abortDecided: self = .abortDecided(try body.decode())
        case .rollbackRequested: self = .rollbackRequested(try body.decode())
        case .rollbackStarted: self = .rollbackStarted(try body.decode())
        case .rollbackMoot: self = .rollbackMoot(try body.decode())
        case .rollbackCompleted: self = .rollbackCompleted(try body.decode())
        case .rollbackBlocked: self = .rollbackBlocked(try body.decode())
        case .rollbackIneffective: self = .rollbackIneffective(try body.decode())
        case .versionUnmarked: self = .versionUnmarked(try body.decode())
        case .deployDecided: self = .deployDecided(try body.decode())
        case .deployAcknowledged: self = .deployAcknowledged(try body.decode())
        case .deployFailed: self = .deployFailed(try body.decode())
        case .deployed: self = .deployed(try body.decode())
        case .shiftDecided: self = .shiftDecided(try body.decode())
        case .shiftAcknowledged: self = .shiftAcknowledged(try body.decode())
        case .shiftObserved: self = .shiftObserved(try body.decode())
        case .shiftFailed: self = .shiftFailed(try body.decode())
        case .drifted: self = .drifted(try body.decode())
        case .attemptStarted: self = .attemptStarted(try body.decode())
        case .sagaStalled: self = .sagaStalled(try body.decode())
        }
    }

    /// - Throws: also for a type that no version of this program has written.
    package init(_ recorded: RecordedEvent) throws(StoredEventError) {
        guard let name = Name(rawValue: recorded.type) else {
            throw StoredEventError("unknown event type \(recorded.type.prefix(100))")
        }
        do {
            try self.init(
                name, StoredBody(schema: recorded.event.schema, data: recorded.event.data))
        } catch {
            throw StoredEventError("position \(recorded.position), \(name.rawValue): \(error)")
        }
    }

    package func recordable(id: ID) -> NewEvent {
        let (name, payload) = stored
        return NewEvent(
            id: id, type: name.rawValue, schema: payload.schema, data: payload.json.bytes)
    }
}

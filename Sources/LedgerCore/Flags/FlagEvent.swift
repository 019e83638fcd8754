/// Everything that is recorded on the stream of one flag in one environment.
package enum FlagEvent: StoredEvent {
    case created(Defined)
    case changed(Defined)
    case killed(Marked)
    case restored(Marked)
    case overrideSet(OverrideSet)
    case overrideRemoved(OverrideRemoved)
    case archived(Marked)

    package enum Name: String, CaseIterable, Sendable {
        case created = "flag.created"
        case changed = "flag.changed"
        case killed = "flag.killed"
        case restored = "flag.restored"
        case overrideSet = "flag.override_set"
        case overrideRemoved = "flag.override_removed"
        case archived = "flag.archived"
    }

    package var stored: (name: Name, payload: any EventPayload) {
        switch self {
        case .created(let fact): (.created, fact)
        case .changed(let fact): (.changed, fact)
        case .killed(let fact): (.killed, fact)
        case .restored(let fact): (.restored, fact)
        case .overrideSet(let fact): (.overrideSet, fact)
        case .overrideRemoved(let fact): (.overrideRemoved, fact)
        case .archived(let fact): (.archived, fact)
        }
    }

    package init(_ name: Name, _ body: StoredBody) throws(StoredEventError) {
        switch name {
        case .created: self = .created(try body.decode())
        case .changed: self = .changed(try body.decode())
        case .killed: self = .killed(try body.decode())
        case .restored: self = .restored(try body.decode())
        case .overrideSet: self = .overrideSet(try body.decode())
        case .overrideRemoved: self = .overrideRemoved(try body.decode())
        case .archived: self = .archived(try body.decode())
        }
    }
}

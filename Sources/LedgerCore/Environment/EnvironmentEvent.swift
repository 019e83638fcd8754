/// What is recorded on the stream of an environment: what holds for all of its services.
package enum EnvironmentEvent: StoredEvent {
    case freezeSet(FreezeSet)
    case freezeRemoved(FreezeRemoved)
    case stopped(Stopped)
    case resumed(Resumed)

    package enum Name: String, CaseIterable, Sendable {
        case freezeSet = "freeze.set"
        case freezeRemoved = "freeze.removed"
        case stopped = "environment.stopped"
        case resumed = "environment.resumed"
    }

    package var stored: (name: Name, payload: any EventPayload) {
        switch self {
        case .freezeSet(let fact): (.freezeSet, fact)
        case .freezeRemoved(let fact): (.freezeRemoved, fact)
        case .stopped(let fact): (.stopped, fact)
        case .resumed(let fact): (.resumed, fact)
        }
    }

    package init(_ name: Name, _ body: StoredBody) throws(StoredEventError) {
        switch name {
        case .freezeSet: self = .freezeSet(try body.decode())
        case .freezeRemoved: self = .freezeRemoved(try body.decode())
        case .stopped: self = .stopped(try body.decode())
        case .resumed: self = .resumed(try body.decode())
        }
    }
}

extension EnvironmentEvent {
    /// A window was added, or another of its name replaced.
    package struct FreezeSet: EventPayload {
        package let window: FreezeWindow

        package init(window: FreezeWindow) { self.window = window }
        package init(_ fields: FieldReader) {
            self.init(window: FreezeWindow(fields.object("window")))
        }

        package var json: JSONObject { ["window": .object(window.json)] }
    }

    package struct FreezeRemoved: EventPayload {
        package let name: String

        package init(name: String) { self.name = name }
        package init(_ fields: FieldReader) { self.init(name: fields.name("name")) }

        package var json: JSONObject { ["name": .string(name)] }
    }

    /// Nothing new begins and no stage passes from here on.
    package struct Stopped: EventPayload {
        package init() {}
        package init(_ fields: FieldReader) {}

        package var json: JSONObject { [:] }
    }

    package struct Resumed: EventPayload {
        package init() {}
        package init(_ fields: FieldReader) {}

        package var json: JSONObject { [:] }
    }
}

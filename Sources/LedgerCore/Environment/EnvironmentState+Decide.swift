/// What people may ask of an environment.
package enum EnvironmentCommand: Sendable, Equatable {
    case setFreeze(FreezeWindow)
    case removeFreeze(name: String)
    /// The stop button: nothing new begins, and no stage passes, until it is released.
    case stop
    case resume
}

extension EnvironmentState {
    /// What a command leads to, or a refusal; an empty list means that it is so already.
    package func decide(
        _ command: EnvironmentCommand, at now: Timestamp
    ) throws(Refusal) -> [EnvironmentEvent] {
        switch command {
        case .setFreeze(let window): return try set(window, now)
        case .removeFreeze(let name):
            guard freezes[name] != nil else {
                throw Refusal(.freezeUnknown, "no freeze \(name) is set here")
            }
            return [.freezeRemoved(.init(name: name))]
        case .stop: return stop == nil ? [.stopped(.init())] : []
        case .resume:
            guard stop != nil else { throw Refusal(.notStopped, "nothing is stopped here") }
            return [.resumed(.init())]
        }
    }

    private func set(
        _ window: FreezeWindow, _ now: Timestamp
    ) throws(Refusal) -> [EnvironmentEvent] {
        guard freezes[window.name] != window else { return [] }
        guard window.nextStart(from: now) != nil else {
            throw Refusal(.freezeOver, "this freeze ended before now; give it a later time")
        }
        // What is over needs no place.
        let over = freezes.values.filter { $0.nextStart(from: now) == nil }.map(\.name).sorted()
        let kept = freezes.count - over.count
        guard kept < Self.freezeLimit || freezes[window.name] != nil else {
            throw Refusal(.queueFull, "\(kept) freezes are set already; remove one")
        }
        return over.filter { $0 != window.name }.map { .freezeRemoved(.init(name: $0)) }
            + [.freezeSet(.init(window: window))]
    }
}

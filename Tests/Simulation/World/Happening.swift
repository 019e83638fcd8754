import Rollout

/// Something that a seed has in store for its world, at its time.
struct Happening: Sendable, CustomStringConvertible {
    /// Milliseconds since the world began.
    let at: Int
    let what: What

    enum What: Sendable, Equatable {
        /// A process dies, now or at its next crash point of this kind, and is started again later.
        case kill(worker: Int, at: CrashPoint?, down: Int)
        /// It stands still for so long; what it sent goes on its way. Without a worker it befalls
        /// whoever gets to the point first.
        case freeze(worker: Int?, at: CrashPoint?, time: Int)
        /// It is asked to stop, and started again later.
        case stop(worker: Int, down: Int)
        case killAPI(Int)
        case storeAway(time: Int)
        case append(CallFault)
        case clockBack(Int)
        case flush
        case queueAway(time: Int)
        case publish(QueueFault)
        case set(SetFault)
        case routerRestart
        /// Each of its answers takes at least so long, until the end of the world.
        case routerSlow(Int)
        case edit(percent: Int)
        case routerAway(time: Int)
        case deploy(CallFault)
        case slotsAway(time: Int)
        case metricsAway(time: Int)
        /// Whatever is live is measured as bad.
        case breach(time: Int)
        case wish(Wish)
    }

    enum CallFault: String, Sendable, CaseIterable { case lost, answerLost, slow }
    enum QueueFault: String, Sendable, CaseIterable { case lost, duplicated, delayed }
    enum SetFault: Sendable, Equatable {
        case refused, lost, answerLost
        case slow(Int)
        /// The caller gives up; it is carried out so much later.
        case late(Int)
        /// Carried out now, and so much later once more.
        case duplicated(Int)
    }

    /// What a client asks for.
    enum Wish: Sendable, Equatable {
        case deploy(version: String, isBad: Bool, plan: Int)
        case abort
        case promote(isFull: Bool)
        case pause, resume, unmark
        /// - Parameter to: `nil` for the last known good one.
        case rollBack(to: String?, isForced: Bool)
        /// An abort of what is queued and has not begun.
        case withdraw
    }

    var isFault: Bool { if case .wish = what { false } else { true } }

    var description: String { "\(at) ms: \(what)" }
}

import EventLog
import LedgerCore
import WorkQueue

/// A process of the API: fold, decide, append at the folded version, wake somebody.
///
/// The rules, the loader and the store's meaning are the real ones; only HTTP is left out.
final class Client: @unchecked Sendable {
    // Unchecked: only touched on the simulator's thread.
    static let accepted = "accepted"

    private let name: String
    private unowned let world: World
    private(set) var life: ProcessLife
    private var loader: ServiceLoader

    init(_ name: String, _ world: World) {
        self.name = name
        self.world = world
        life = ProcessLife(name, skew: 0, world.simulator)
        loader = ServiceLoader(store: ProcessStore(life: life, world: world))
    }

    func restart() {
        life.die()
        life = ProcessLife(name, skew: 0, world.simulator)
        loader = ServiceLoader(store: ProcessStore(life: life, world: world))
    }

    /// What one request carries; the same for each of its copies.
    struct Request: Sendable {
        let key: ID
        let actor: String
        let make: @Sendable (ID) -> ServiceCommand
    }

    /// - Returns: the answer; `nil` when the log moved too often.
    func submit(_ request: Request) async throws -> String? {
        let life = self.life
        let isForgetful = world.mistake == .commandIgnored
        for _ in 0..<20 {
            let view = try await loader.load(
                World.stream, command: isForgetful ? nil : request.key)
            if let known = view.command {
                return String(decoding: known.receipt.answer ?? [], as: UTF8.self)
            }
            if let answer = try await decide(request, view, life) { return answer }
        }
        return nil
    }

    private func decide(
        _ request: Request, _ view: ServiceView, _ life: ProcessLife
    ) async throws -> String? {
        let isForgetful = world.mistake == .commandIgnored
        let id = isForgetful ? world.ids.next(at: view.now) : request.key
        let command = request.make(world.ids.next(at: view.now))
        var events: [ServiceEvent] = []
        var answer = Self.accepted
        do { events = try view.state.decide(command, as: id, under: view.rules) } catch {
            answer = "refused \(error.code.rawValue)"
        }
        let append = self.append(events, answer, command, id, request.actor, view)
        switch try await ProcessStore(life: life, world: world).append(append) {
        case .appended:
            if !events.isEmpty { await wake(command, life) }
            return answer
        case .replayed(let receipt): return String(decoding: receipt.answer ?? [], as: UTF8.self)
        case .commandReused, .wrongVersion: return nil
        }
    }

    private func append(
        _ events: [ServiceEvent], _ answer: String, _ command: ServiceCommand, _ id: ID,
        _ actor: String, _ view: ServiceView
    ) -> AppendRequest {
        let own = StreamAppend(
            stream: view.stream, expectedVersion: view.state.version,
            events: events.map { $0.recordable(id: world.ids.next(at: view.now)) })
        var parts = [own]
        if command.asksEnvironment, let stream = view.environmentStream {
            parts.append(
                StreamAppend(
                    stream: stream, expectedVersion: view.environment.version, events: []))
        }
        let isUrgent = command.isUrgent && world.mistake != .notUrgent
        return AppendRequest(
            origin: EventOrigin(commandID: id, actor: actor, correlationID: id),
            requestHash: [UInt8](repeating: 2, count: 32), parts: parts,
            due: events.isEmpty ? .keep : .bringForward(view.now, isUrgent: isUrgent),
            answer: Array(answer.utf8))
    }

    private func wake(_ command: ServiceCommand, _ life: ProcessLife) async {
        let wakeUp = WakeUp(stream: World.stream, lane: command.isUrgent ? .control : .commands)
        // Only a hint: the due row was written with the events.
        try? await ProcessQueue(life: life, queue: world.queue).publish([wakeUp])
    }
}

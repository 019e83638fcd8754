import LedgerCore
import LedgerTestKit
import Rollout

/// A real sink before a receiver that checks what it gets.
struct SinkBench: NotifierBench {
    let server: SinkServer
    let notifier: any Notifier

    func arrived() async throws -> [String] { try await server.received() }
    func refuseNext() async throws { try await server.answerNext("503") }
    func goAway() async throws { await server.stop() }
}

/// The sink in memory.
struct MemoryBench: NotifierBench {
    let sink = InMemoryNotifier()
    var notifier: any Notifier { sink }

    func arrived() async throws -> [String] {
        sink.received.map { message in
            "\(message.source.service) in \(message.source.environment): \(message.title) "
                + message.text
        }
    }

    func refuseNext() async throws {
        sink.fail(next: .lost(OutboundError(.refused, "told to")))
    }

    func goAway() async throws { sink.goAway(OutboundError(.unreachable, "away")) }
}

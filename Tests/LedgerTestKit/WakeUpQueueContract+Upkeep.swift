import Testing
import WorkQueue

extension WakeUpQueueContract {
    static let upkeep = [
        WakeUpQueueRule("the depth tells what waits and what is in hand") { queue in
            let nothing = QueueDepth(waiting: 0, inHand: 0)
            #expect(try await queue.depth() == [.control: nothing, .commands: nothing])
            try await queue.publish(scattered(9) + scattered(4, in: .control))
            let taken = try await queue.take(6)
            try await queue.acknowledge([taken[0].id])
            let depth = try await queue.depth()
            #expect(depth[.control] == QueueDepth(waiting: 0, inHand: 3))
            #expect(depth[.commands] == QueueDepth(waiting: 7, inHand: 2))
        },
        WakeUpQueueRule("tidying keeps what is in hand and what waits") { queue in
            try await queue.publish(wakeUps(300))
            let taken = try await queue.take(200)
            try await queue.acknowledge(taken.map(\.id).filter { $0 != taken[50].id })
            try await queue.tidy()
            #expect(
                try await queue.depth()[.commands] == QueueDepth(waiting: 100, inHand: 1))
            let claimed = try await queue.claim(for: "bob", idle: .zero, limit: 9)
            #expect(claimed.map(\.id) == [taken[50].id])
            #expect(try await queue.take(200).count == 100)
        },
        WakeUpQueueRule("tidying an empty queue does nothing") { queue in
            try await queue.tidy()
            try await queue.publish(wakeUps(1))
            #expect(try await queue.take().count == 1)
        },
        WakeUpQueueRule("empty lists are no work") { queue in
            try await queue.publish([])
            try await queue.acknowledge([])
            try await queue.release([], by: "ada")
            #expect(try await queue.renew([], by: "ada").isEmpty)
            #expect(
                try await queue.receive([], for: "ada", limit: 1, patience: .zero).isEmpty)
        },
    ]
}

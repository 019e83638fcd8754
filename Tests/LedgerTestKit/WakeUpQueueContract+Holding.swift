import Testing
import WorkQueue

extension WakeUpQueueContract {
    static let holding = [
        WakeUpQueueRule("an acknowledged delivery never comes back") { queue in
            try await queue.publish(wakeUps(2))
            let taken = try await queue.take().map(\.id)
            try await queue.acknowledge(taken)
            try await queue.acknowledge(taken)
            #expect(try await queue.claim(for: "bob", idle: .zero, limit: 9).isEmpty)
            #expect(try await queue.take(for: "bob").isEmpty)
        },
        WakeUpQueueRule("a delivery is claimed once its consumer was silent, and not before") {
            queue in
            try await queue.publish(wakeUps(1))
            let taken = try await queue.takeOne(for: "ada")
            #expect(try await queue.claim(for: "bob", idle: never, limit: 9).isEmpty)
            try await queue.pass(.milliseconds(200))
            let claimed = try await queue.claim(for: "bob", idle: .milliseconds(150), limit: 9)
            #expect(claimed == [Delivery(id: taken.id, wakeUp: taken.wakeUp, isClaimed: true)])
            #expect(try await queue.claim(for: "eve", idle: never, limit: 9).isEmpty)
        },
        WakeUpQueueRule("a claim takes control first and no more than its limit") { queue in
            try await queue.publish(scattered(30) + scattered(4, in: .control))
            _ = try await queue.take()
            let claimed = try await queue.claim(for: "bob", idle: .zero, limit: 10)
            #expect(claimed.count == 10)
            #expect(claimed.prefix(4).allSatisfy { $0.wakeUp.lane == .control })
        },
        WakeUpQueueRule("claims of many limits find everything once") { queue in
            try await queue.publish(scattered(100))
            _ = try await queue.take()
            try await queue.pass(.milliseconds(600))
            var claimed: [DeliveryID] = []
            for _ in 1...5 {
                claimed += try await queue.claim(for: "bob", idle: .milliseconds(500), limit: 25)
                    .map(\.id)
            }
            #expect(claimed.count == 100)
            #expect(Set(claimed).count == 100)
        },
        WakeUpQueueRule("a claim finds the one silent delivery behind many busy ones") { queue in
            try await queue.publish(wakeUps(300))
            let taken = try await queue.take(300).map(\.id)
            try await queue.pass(.milliseconds(1500))
            _ = try await queue.renew(Array(taken[..<299]), by: "ada")
            let claimed = try await queue.claim(for: "bob", idle: .milliseconds(1200), limit: 1)
            #expect(claimed.map(\.id) == [taken[299]])
        },
        WakeUpQueueRule("a claim gives what was released once, whatever the idle time") { queue in
            try await queue.publish(wakeUps(4))
            let taken = try await queue.take().map(\.id)
            try await queue.release(Array(taken[..<2]), by: "ada")
            let claimed = try await queue.claim(for: "bob", idle: .zero, limit: 9)
            #expect(Set(claimed.map(\.id)) == Set(taken))
            #expect(claimed.map(\.isClaimed) == claimed.map { taken[2...].contains($0.id) })
            #expect(claimed.count == 4)
        },
        WakeUpQueueRule("renewing keeps a delivery from being claimed") { queue in
            try await queue.publish(wakeUps(2))
            let taken = try await queue.take(for: "ada").map(\.id)
            try await queue.pass(.milliseconds(600))
            #expect(try await queue.renew([taken[0]], by: "ada") == [taken[0]])
            let claimed = try await queue.claim(for: "bob", idle: .milliseconds(500), limit: 9)
            #expect(claimed.map(\.id) == [taken[1]])
        },
        WakeUpQueueRule("renewing tells what is no longer mine") { queue in
            try await queue.publish(scattered(3))
            let taken = try await queue.take(for: "ada").map(\.id)
            try await queue.acknowledge([taken[0]])
            _ = try await queue.claim(for: "bob", idle: .zero, limit: 1)
            let mine = try await queue.renew(taken, by: "ada")
            #expect(mine.count == 1)
            #expect(try await queue.renew(taken, by: "bob").union(mine) == Set(taken[1...]))
        },
        WakeUpQueueRule("a stale consumer's renewal does not steal back") { queue in
            try await queue.publish(wakeUps(1))
            let taken = try await queue.takeOne(for: "ada").id
            _ = try await queue.claim(for: "bob", idle: .zero, limit: 1)
            #expect(try await queue.renew([taken], by: "ada").isEmpty)
            #expect(try await queue.renew([taken], by: "bob") == [taken])
        },
        WakeUpQueueRule("a released delivery is claimed at once, and nobody was silent") { queue in
            try await queue.publish(wakeUps(2))
            let taken = try await queue.take(for: "ada")
            try await queue.release([taken[0].id], by: "ada")
            #expect(try await queue.claim(for: "bob", idle: never, limit: 9) == [taken[0]])
            #expect(try await queue.renew(taken.map(\.id), by: "ada") == [taken[1].id])
        },
        WakeUpQueueRule("only its holder can release a delivery") { queue in
            try await queue.publish(wakeUps(1))
            let taken = try await queue.takeOne(for: "ada").id
            try await queue.release([taken], by: "bob")
            #expect(try await queue.claim(for: "eve", idle: never, limit: 9).isEmpty)
            #expect(try await queue.renew([taken], by: "ada") == [taken])
        },
    ]
}

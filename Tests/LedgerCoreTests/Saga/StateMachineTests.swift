import Foundation
import LedgerCore
import Testing

/// `docs/state-machine.md` shows the ways that the rules really go, and no other.
struct StateMachineTests {
    private static let file = URL(filePath: #filePath)
        .deletingLastPathComponent().appending(path: "../../../docs/state-machine.md")

    @Test func `the documented ways are those of the random worlds`() throws {
        var found = Transitions()
        for seed in 0..<900 {
            var world = SagaWorld(
                seed: seed, wishes: [1, 3, 6][seed % 3], readiness: [60, 2][seed % 2])
            world.play(steps: 4000)
            _ = world.heal()
            found.note(world.ledger.history)
        }
        let text = try String(contentsOf: Self.file, encoding: .utf8)
        let start = try #require(text.range(of: "## ")?.lowerBound)

        #expect(String(text[start...]) == found.document, "should read:\n\(found.document)")
        // None that only a lucky seed shows.
        let rare = found.counts.filter { $0.value < 2 }
        #expect(rare.isEmpty)
    }
}

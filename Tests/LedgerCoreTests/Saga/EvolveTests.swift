import LedgerCore
import Testing

/// History may be strange: the fold and the rules take whatever was recorded.
struct EvolveTests {
    @Test func `any sequence of events folds and can be planned, and never traps`() {
        for seed in 1...500 {
            var random = SeededRandom(seed)
            var ledger = ServiceLedger()
            for _ in 0..<60 {
                let names = ServiceEvent.Name.allCases
                guard let name = names.randomElement(using: &random) else { continue }
                let requests = (0..<3).map { Example.id($0) }
                ledger.record(
                    .sample(name), by: requests.randomElement(using: &random) ?? Example.id(0))
                ledger.wait(.random(in: -5...60, using: &random))
                if random.chance(20) { ledger.look(.ok, stage: .random(in: 0...3, using: &random)) }
                _ = ledger.plan(mine: random.chance(30) ? ledger.state.open?.attempt : nil)
                _ = ledger.planner().closing()
                for command in Self.commands {
                    do { _ = try ledger.state.decide(command, as: Example.id(1)) } catch {
                        #expect(!error.detail.isEmpty)
                    }
                }
            }
            #expect(ledger.state.version == 60, "seed \(seed)")
        }
    }

    private static let commands: [ServiceCommand] = [
        .configure(Example.settings, live: nil), .abort(deployment: Example.deployment),
        .deploy(deployment: Example.id(3), version: "v3", plan: Example.plan),
        .rollBack(version: nil, isForced: false), .rollBack(version: "v1", isForced: true),
    ]

    @Test func `time never goes back in the state`() {
        var ledger = ServiceLedger.registered()
        ledger.wait(-100)
        ledger.record(.sagaStalled(.init(dispatches: 6, detail: "")))
        #expect(ledger.state.lastAt == Example.noon)
    }

    @Test func `a long life is remembered in bounds`() throws {
        var ledger = ServiceLedger.registered()
        for number in 2...80 {
            let deployment = ledger.newID()
            ledger.record(
                .deploymentRequested(
                    .init(deployment: deployment, version: "v\(number)", plan: Example.plan)))
            ledger.record(
                .deploymentStarted(
                    .init(
                        deployment: deployment, slot: number % 2 == 0 ? "green" : "blue",
                        stable: ledger.state.live)))
            ledger.record(
                .deploymentCompleted(.init(deployment: deployment, settles: Settlements([:]))))
        }
        #expect(ledger.state.good.count == ServiceState.goodLimit)
        #expect(ledger.state.good.last == "v80")
        #expect(ledger.state.ended.count == ServiceState.endedLimit)
        #expect(ledger.state.lastGood == "v79")
    }

    @Test func `looks are kept in bounds, the newest ones`() {
        var ledger = ServiceLedger.registered()
        for _ in 0..<Looks.limit + 5 { ledger.look(.ok, stage: 0) }
        #expect(ledger.looks.looks.count == Looks.limit)
        #expect(ledger.looks.looks.first?.version == 6)
        #expect(ledger.looks.version == Int64(Looks.limit) + 5)
    }
}

import ArgumentParser
import LedgerCore
import Servers

/// `shiplog demo`: a good release and a bad one, on a real load balancer, in about a minute.
struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo", abstract: "See a good release go live and a bad one taken back.",
        usage: """
            shiplog demo
            shiplog demo --keep
            """,
        discussion: """
            Starts Shiplog with a private Postgres and Redis, HAProxy, Prometheus and two sample \
            agents, all on free ports of this machine; sends steady traffic through HAProxy; \
            deploys a good version to 100 %, then one that fails. Nothing is left running, unless \
            --keep: then it stays up until Ctrl-C.
            """)

    @Flag(help: "Stay up afterwards, to look around.")
    var keep = false

    func run() async throws {
        let stage = try await DemoStage.build()
        do {
            try await play(stage)
        } catch {
            await stage.tearDown()
            throw error
        }
        await stage.tearDown()
    }

    private func play(_ stage: DemoStage) async throws {
        let traffic = DemoTraffic(url: "http://127.0.0.1:\(stage.ports.frontend)/")
        try await withThrowingTaskGroup { group in
            group.addTask { await traffic.run() }
            group.addTask { try await DemoStory(stage: stage, traffic: traffic).tell() }
            // The story ends first; the traffic only with it.
            try await group.next()
            if keep { await waitForInterrupt(stage) }
            group.cancelAll()
        }
    }

    private func waitForInterrupt(_ stage: DemoStage) async {
        Surroundings.process.console(false).write(
            """

            Still running. In another terminal:
              export SHIPLOG_SERVER=\(stage.api)
              shiplog status
              shiplog deploy agent-api v1.6.0 --plan \(stage.planFile) --watch
              curl -i http://127.0.0.1:\(stage.ports.frontend)/
            Ctrl-C ends all of it.
            """)
        await Surroundings.process.interruption()
    }
}

import ArgumentParser

/// Ratios of Shiplog to a peer or a limit, measured side by side in one run.
@main
struct ShiplogBenchmarks: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "shiplog-benchmarks",
        abstract: "Measure Shiplog against peers on private servers.",
        subcommands: [RunCommand.self, BareServerCommand.self],
        defaultSubcommand: RunCommand.self)
}

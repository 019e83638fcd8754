import ArgumentParser

/// Runs the measurements one after the other and prints one table.
struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Run the measurements and print the table.")

    @Option(help: "Rounds of each measurement; the table has medians.")
    var rounds = 5

    @Option(help: "Events in the log that is read.")
    var events = 250_000

    @Option(help: "Deployments that wait while memory is measured.")
    var waiting = 100_000

    @Option(help: "The release build of shiplog, for its memory and its CPU per request.")
    var program: String?

    @Argument(
        help: "Which to run: append read saga api samples memory flags; all when none is named.")
    var names: [String] = []

    func validate() throws {
        let unknown = names.filter { name in !Self.all.contains { $0.name == name } }
        guard unknown.isEmpty else {
            throw ValidationError("unknown: \(unknown.joined(separator: ", "))")
        }
        guard rounds >= 1, events >= 1000, waiting >= 1000 else {
            throw ValidationError("at least 1 round, 1,000 events and 1,000 deployments")
        }
    }

    func run() async throws {
        let scale = Scale(rounds: rounds, events: events, waiting: waiting)
        let bench = try await Workbench.start(
            scale, program: program ?? OwnProgram.neighbour("shiplog"))
        var report = Report(conditions: Conditions.now())
        do {
            for benchmark in Self.all where names.isEmpty || names.contains(benchmark.name) {
                Progress.say("\(benchmark.name) …")
                report.rows += try await benchmark.run(on: bench)
            }
        } catch {
            await bench.stop()
            throw error
        }
        await bench.stop()
        report.conditions.end()
        print(report.markdown)
    }

    private static let all: [any Benchmark.Type] = [
        AppendBenchmark.self, ReadBenchmark.self, SagaBenchmark.self, APIBenchmark.self,
        SampleBenchmark.self, MemoryBenchmark.self, FlagBenchmark.self,
    ]
}

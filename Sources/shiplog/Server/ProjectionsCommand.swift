import ArgumentParser
import Foundation
import Views

/// `shiplog projections`: the views that are built from the log.
struct ProjectionsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "projections", abstract: "The views that are built from the log.",
        subcommands: [Rebuild.self])

    struct Rebuild: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Build all views anew from the first event, then swap them in.",
            usage: "shiplog projections rebuild --database-url postgres://db/shiplog",
            discussion: "Readers see the old ones until the new ones are complete.")

        @OptionGroup var options: ServerOptions

        func run() async throws {
            let settings = try options.read([.database])
            let started = ContinuousClock.now
            let checkpoint = try await Composition(settings).rebuilder().rebuild { position in
                FileHandle.standardError.write(Data("… position \(position)\n".utf8))
            }
            let took = (ContinuousClock.now - started).formatted(.units(allowed: [.seconds]))
            print("Rebuilt to position \(checkpoint.position) in \(took).")
        }
    }
}

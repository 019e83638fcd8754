import ArgumentParser

/// A verb that talks to a server; its failures are shown alike, and end the program alike.
protocol ClientVerb: AsyncParsableCommand {
    var client: ClientOptions { get }

    /// - Throws: ``ClientFailure`` for whatever the person or a script should tell apart.
    func run(in session: ClientSession) async throws -> ExitCode
}

extension ClientVerb {
    func run() async throws {
        let code = await outcome(in: .process)
        guard code == .success else { throw code }
    }

    /// Runs the verb, and shows what went wrong.
    func outcome(in surroundings: Surroundings) async -> ExitCode {
        let console = surroundings.console(client.isPlain)
        do {
            return try await run(in: ClientSession(client, surroundings, console))
        } catch let failure as ClientFailure {
            console.show(failure)
            return failure.exitCode
        } catch is CancellationError {
            return .interrupted
        } catch {
            console.show(ClientFailure(.failure, "\(error)"))
            return .failure
        }
    }
}

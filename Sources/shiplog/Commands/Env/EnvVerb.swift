import ArgumentParser
import Settings

/// A verb on a settings file; its failures are shown alike, and end the program alike.
protocol EnvVerb: AsyncParsableCommand {
    var options: EnvOptions { get }
    var file: String? { get }

    func run(in session: EnvSession) async throws
}

extension EnvVerb {
    func run() async throws {
        let code = await outcome(in: .process)
        guard code == .success else { throw code }
    }

    /// Runs the verb, and shows what went wrong.
    func outcome(in surroundings: Surroundings) async -> ExitCode {
        let console = surroundings.console(options.isPlain)
        do {
            let path = try EnvSession.path(file, surroundings.variables)
            do {
                try await run(in: EnvSession(path, options, surroundings, console))
                return .success
            } catch let problems as SettingsProblems {
                EnvReport(path, problems).show(on: console, as: options.output)
                return .configuration
            }
        } catch let failure as ClientFailure {
            console.show(failure)
            return failure.exitCode
        } catch let refused as EnvironmentChoice.Refused {
            console.show(
                ClientFailure(
                    .configuration, refused.message, advice: "set APP_ENV or --environment"))
            return .configuration
        } catch {
            console.show(ClientFailure(.failure, "the command failed"))
            return .failure
        }
    }
}

import ArgumentParser

/// What the program's end tells a script; these numbers never change their meaning.
extension ExitCode {
    /// What was to be checked could not be, or nothing vouches for it.
    static let notProven = ExitCode(2)
    /// No such service, deployment, or path.
    static let notFound = ExitCode(3)
    /// No token, or not the server's.
    static let notAllowed = ExitCode(4)
    /// The deployment that was watched did not become live.
    static let deploymentFailed = ExitCode(5)
    /// The wait ended by `--timeout`; the deployment goes on.
    static let timedOut = ExitCode(6)
    /// The service's state, a cooldown or a rate limit stands in the way.
    static let conflict = ExitCode(7)
    /// The wait ended by `--timeout`, and the deployment waits for a person.
    static let waitsForPerson = ExitCode(8)
    /// `EX_UNAVAILABLE` of sysexits.h: the server cannot be reached, or cannot reach its log.
    static let unreachable = ExitCode(69)
    /// `EX_CONFIG` of sysexits.h: what the environment says cannot be used.
    static let configuration = ExitCode(78)
    /// 128 + SIGINT, as shells have it; the deployment goes on.
    static let interrupted = ExitCode(130)
}

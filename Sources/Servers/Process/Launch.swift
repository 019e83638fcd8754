import Glibc

/// What a child process is started with.
package struct Launch: Sendable {
    /// A name to look up, or a path.
    package var executable: String
    package var arguments: [String]
    /// The whole environment; `nil` hands on our own.
    package var environment: [String: String]?
    /// `nil` is our own.
    package var workingDirectory: String?
    /// Whom to run as when we are root; anybody else starts children as themselves.
    package var user: String?
    /// The file that output and errors are appended to.
    package var log: String
    /// What the child gets when our process ends, or lets go of it.
    package var deathSignal = Signal.kill

    package init(_ executable: String, _ arguments: [String], log: String) {
        self.executable = executable
        self.arguments = arguments
        self.log = log
    }

    /// The command line that runs the program under the kernel's parent-death signal.
    ///
    /// `setpriv` sets it after changing the user, which would clear it, and then becomes the
    /// program: the process id is the program's own.
    func command() throws(ServerError) -> [String] {
        var words = [try Executables.find("setpriv"), "--pdeathsig", deathSignal.name]
        if let user, geteuid() == 0 {
            words += ["--reuid", user, "--regid", user, "--clear-groups"]
        }
        return words + ["--", try Executables.find(executable)] + arguments
    }
}

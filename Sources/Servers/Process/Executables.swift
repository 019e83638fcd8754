import FoundationEssentials

/// Finds programs, also those that Debian keeps out of a user's `PATH`.
package enum Executables {
    /// Where Debian puts Postgres' server programs, one directory for each major version.
    private static let postgresRoot = "/usr/lib/postgresql"

    /// The absolute path of a program: `PATH` first, then the newest Postgres, then `/usr/sbin`.
    ///
    /// - Parameter name: a bare name, or a path that contains a slash and is only checked.
    /// - Throws: ``ServerError/Code/executableMissing``.
    package static func find(_ name: String) throws(ServerError) -> String {
        let candidates = name.contains("/") ? [name] : directories.map { $0 + "/" + name }
        guard let path = candidates.first(where: FileManager.default.isExecutableFile) else {
            throw ServerError(.executableMissing, "\(name) not found: run `make setup`")
        }
        return path
    }

    private static var directories: [String] {
        let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
        return path.split(separator: ":").map(String.init) + postgresDirectories
            + ["/usr/sbin", "/sbin"]
    }

    private static var postgresDirectories: [String] {
        // A machine without Postgres has no such directory, and so no candidates.
        let versions = (try? FileManager.default.contentsOfDirectory(atPath: postgresRoot)) ?? []
        return versions.compactMap { Int($0) }.sorted(by: >).map { "\(postgresRoot)/\($0)/bin" }
    }
}

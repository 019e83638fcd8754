import FoundationEssentials
import Glibc

/// The part of a directory that belongs to one server.
enum ServerDirectory {
    /// Makes `directory/name` if it is missing, for `user` when we are root.
    ///
    /// - Parameter socket: the name of the longest socket that will be in it.
    /// - Throws: ``ServerError/Code/didNotStart``, ``ServerError/Code/executableMissing`` when
    ///   there is no such user.
    static func prepare(
        _ directory: String, _ name: String, socket: String? = nil, for user: String? = nil
    ) throws(ServerError) -> String {
        let path = directory + "/" + name
        if let socket { try checkSocket("\(path)/\(socket)") }
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o711])
        } catch {
            throw ServerError(.didNotStart, "cannot make \(path): \(error)")
        }
        if let user, geteuid() == 0 { try give(path, to: user) }
        return path
    }

    /// Refuses a path that a Unix socket cannot have, with the length that would do.
    private static func checkSocket(_ path: String) throws(ServerError) {
        guard path.utf8.count <= Probe.longestSocketPath else {
            let limit = Probe.longestSocketPath
            throw ServerError(
                .didNotStart,
                "\(path) is longer than the \(limit) bytes of a Unix socket: use a shorter directory"
            )
        }
    }

    static func write(_ text: String, to path: String) throws(ServerError) {
        do {
            try Data(text.utf8).write(to: URL(filePath: path), options: .atomic)
        } catch {
            throw ServerError(.didNotStart, "cannot write \(path): \(error)")
        }
    }

    private static func give(_ path: String, to user: String) throws(ServerError) {
        guard let entry = unsafe getpwnam(user) else {
            throw ServerError(.executableMissing, "no user \(user): run `make setup`")
        }
        guard unsafe chown(path, entry.pointee.pw_uid, entry.pointee.pw_gid) == 0 else {
            throw ServerError(.didNotStart, "cannot give \(path) to \(user)")
        }
    }
}

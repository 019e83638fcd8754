import FoundationEssentials

/// The files of a Postgres server, and how a server is started on them.
struct PostgresCluster {
    let directory: String

    private var data: String { directory + "/data" }

    /// Runs `initdb`, unless there are data.
    ///
    /// The data appear by one rename, so a run that was cut short leaves nothing to trip over.
    func initializeIfMissing() async throws(ServerError) {
        guard !FileManager.default.fileExists(atPath: data) else { return }
        let unfinished = data + ".new"
        do {
            if FileManager.default.fileExists(atPath: unfinished) {
                try FileManager.default.removeItem(atPath: unfinished)
            }
            try await ChildProcess.run(initialization(of: unfinished))
            try FileManager.default.moveItem(atPath: unfinished, toPath: data)
        } catch let error as ServerError {
            throw error
        } catch {
            throw ServerError(.didNotStart, "cannot replace \(data): \(error)")
        }
    }

    private func initialization(of data: String) -> Launch {
        let options = [
            "--pgdata", data, "--username", PostgresServer.user, "--auth", "trust", "--no-sync",
            "--encoding", "UTF8", "--locale", "C.UTF-8", "--no-instructions",
        ]
        var launch = Launch("initdb", options, log: directory + "/initdb.log")
        launch.user = PostgresServer.user
        launch.workingDirectory = directory
        return launch
    }

    /// Starts the server and waits until it accepts connections.
    ///
    /// The children of a killed server hold its shared memory for a moment; until they have let go
    /// Postgres refuses to start, so that is tried again.
    func launch(_ settings: [String: String]) async throws(ServerError) -> ChildProcess {
        let deadline = ContinuousClock.now + .seconds(30)
        while true {
            let child = try await ChildProcess.start(postmaster(settings))
            do throws(ServerError) {
                try await child.waitUntilReady("Postgres") { isReady(child) }
                return child
            } catch {
                let isHeld = error.code == .exited && error.message.contains("is still in use")
                guard isHeld, ContinuousClock.now < deadline, !Task.isCancelled else { throw error }
            }
        }
    }

    private func postmaster(_ settings: [String: String]) -> Launch {
        let ours = [
            "listen_addresses": "", "unix_socket_directories": directory, "port": "5432",
            "log_destination": "stderr", "logging_collector": "off",
        ]
        let merged = ours.merging(settings) { _, theirs in theirs }.sorted { $0.key < $1.key }
        let options = merged.flatMap { ["-c", "\($0.key)=\($0.value)"] }
        var launch = Launch("postgres", ["-D", data] + options, log: directory + "/postgres.log")
        launch.user = PostgresServer.user
        launch.workingDirectory = directory
        // An immediate shutdown takes the server's own children along; a kill leaves that to them.
        launch.deathSignal = .quit
        return launch
    }

    /// Whether the server accepts connections.
    ///
    /// Its lock file says so in line 8, where `pg_ctl` looks too. Line 1 tells whether the file is
    /// this server's or one that a killed server left.
    private func isReady(_ child: ChildProcess) -> Bool {
        guard let bytes = FileManager.default.contents(atPath: data + "/postmaster.pid") else {
            return false
        }
        let lines = String(decoding: bytes, as: UTF8.self)
            .split(separator: "\n", omittingEmptySubsequences: false)
        return lines.count >= 8 && lines[0] == "\(child.pid)" && lines[7].hasPrefix("ready")
    }
}

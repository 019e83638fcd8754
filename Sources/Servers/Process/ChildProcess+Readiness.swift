extension ChildProcess {
    /// Returns when `isReady` says so; asked every 20 ms, because no server here tells by itself.
    ///
    /// - Parameter name: what the messages call the server.
    /// - Throws: ``ServerError/Code/exited`` when the server ended, ``ServerError/Code/timedOut``
    ///   after `limit`, ``ServerError/Code/didNotStart`` when the task was cancelled. The server is
    ///   gone in all three cases.
    func waitUntilReady(
        _ name: String, within limit: Duration = .seconds(30), _ isReady: () async -> Bool
    ) async throws(ServerError) {
        let deadline = ContinuousClock.now + limit
        while await !isReady() {
            if let status = await waitForExit(within: .milliseconds(20)) {
                throw error(.exited, "ended with \(status)")
            }
            if Task.isCancelled {
                await stop()
                throw ServerError(.didNotStart, "\(name) was not waited for: cancelled")
            }
            if ContinuousClock.now > deadline {
                await stop(.kill)
                throw ServerError(.timedOut, "\(name) did not answer within \(limit)")
            }
        }
    }
}

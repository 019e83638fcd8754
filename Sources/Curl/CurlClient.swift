import Executors

/// Talks to other programs over HTTP, or by raw bytes, and only to allowed addresses.
///
/// One thread serves every call, so none of them blocks Swift's shared pool, and kept connections
/// are used again by all. A kept connection that turns out dead before any byte of the answer is
/// replaced and the request sent again, whatever its method. Share one client; it lives until it
/// is shut down or released.
package final class CurlClient: Sendable {
    private let loop: CurlLoop
    private let end = PendingAnswer<Void>()
    private let policy: AddressPolicy
    private let limits: CurlLimits

    /// - Parameter name: of the thread; the kernel keeps 15 bytes.
    package init(policy: AddressPolicy, limits: CurlLimits = CurlLimits(), name: String = "curl") {
        self.policy = policy
        self.limits = limits
        let loop = CurlLoop()
        self.loop = loop
        DedicatedThread.start(name: name) { [end] in
            loop.run()
            end.give(.success(()))
        }
    }

    deinit { loop.close() }

    /// Sends a request and waits for the whole answer; cancelling the task abandons both.
    package func perform(_ request: HTTPRequest) async throws(CurlError) -> HTTPResponse {
        try await outcome(of: HTTPTransfer(request, policy: policy, limits: limits))
    }

    /// Connects, sends `bytes` and reads until the other side closes.
    ///
    /// - Parameters:
    ///   - address: `host:port`, or `unix:/path` where the policy allows unix sockets.
    ///   - timeout: for all of it together.
    package func exchange(
        _ bytes: [UInt8], with address: String, timeout: Duration
    ) async throws(CurlError) -> [UInt8] {
        try await outcome(
            of: RawExchange(
                bytes, with: try ExchangePeer(address), timeout: timeout, policy: policy,
                limits: limits))
    }

    /// Ends the thread; returns when it has let go of everything.
    ///
    /// Calls under way fail with ``CurlError/Code/cancelled``, later ones with
    /// ``CurlError/Code/closed``. May be called again, but not while another call waits.
    package func shutdown() async {
        loop.close()
        _ = await end.outcome()
    }

    private func outcome<T: Transfer>(of transfer: T) async throws(CurlError) -> T.Value {
        let outcome = await withTaskCancellationHandler {
            loop.start(transfer)
            return await transfer.answer.outcome()
        } onCancel: {
            loop.cancel(transfer)
        }
        return try outcome.get()
    }
}

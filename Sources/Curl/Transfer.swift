import CCurl

/// One call while the client's thread works on it; everything but `answer` belongs to that thread.
protocol Transfer: AnyObject, Sendable {
    associatedtype Value: Sendable

    var answer: PendingAnswer<Value> { get }
    /// What the thread must watch for, beside what libcurl watches itself.
    var wait: SocketWait? { get }

    /// Sets the options of a fresh or reset handle.
    func prepare(_ handle: EasyHandle) throws(CurlError)
    /// libcurl has done what it was asked for; answers unless `wait` says what is still to come.
    func finish(_ result: CURLcode, on handle: EasyHandle)
    /// Called while there is something to wait for, whenever the thread wakes up.
    func advance(on handle: EasyHandle)
}

/// A socket that a transfer reads and writes itself.
struct SocketWait {
    let socket: Int32
    let wantsToWrite: Bool
    let deadline: ContinuousClock.Instant
}

extension Transfer {
    var isAnswered: Bool { answer.isGiven }
    func fail(_ error: CurlError) { answer.give(.failure(error)) }
}

extension EasyHandle {
    /// What every call has in common, whatever it asks.
    ///
    /// Without `QUICK_EXIT` a timeout would wait for the resolver's thread, and with it the whole
    /// client; without `NOSIGNAL` libcurl would use signals for timeouts.
    func setCommon(
        gate: ConnectionGate, timeout: Duration, connectTimeout: Duration
    ) throws(CurlError) {
        try set(CURLOPT_NOSIGNAL, 1)
        try set(CURLOPT_QUICK_EXIT, 1)
        try set(CURLOPT_PROTOCOLS_STR, "http,https")
        try set(CURLOPT_FOLLOWLOCATION, 0)
        try set(CURLOPT_PROXY, "")
        try set(CURLOPT_NOPROXY, "*")
        try set(CURLOPT_TIMEOUT_MS, timeout.wholeMilliseconds)
        try set(CURLOPT_CONNECTTIMEOUT_MS, min(timeout, connectTimeout).wholeMilliseconds)
        try setGate(gate)
    }
}

extension Duration {
    /// At least 1, because 0 means "no limit" to libcurl.
    var wholeMilliseconds: Int {
        let (seconds, attoseconds) = components
        return max(1, Int(seconds) * 1000 + Int(attoseconds / 1_000_000_000_000_000))
    }
}

import CCurl

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

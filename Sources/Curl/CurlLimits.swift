/// What one client grants to every call.
package struct CurlLimits: Sendable, Equatable {
    /// Of an answer's body, and of a raw exchange's answer.
    package var maximumBodyBytes: Int
    /// Of an answer's header lines together.
    package var maximumHeaderBytes: Int
    /// For name resolution, TCP and TLS together; a request's own timeout bounds it too.
    package var connectTimeout: Duration

    package init(
        maximumBodyBytes: Int = 1 << 20, maximumHeaderBytes: Int = 64 << 10,
        connectTimeout: Duration = .seconds(2)
    ) {
        self.maximumBodyBytes = maximumBodyBytes
        self.maximumHeaderBytes = maximumHeaderBytes
        self.connectTimeout = connectTimeout
    }
}

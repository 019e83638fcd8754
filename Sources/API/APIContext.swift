import Hummingbird

/// A request on its way through the server, with an id of our own.
///
/// Hummingbird's id lives in the logger's metadata and traps with a logger that keeps none.
struct APIContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    /// 16 hexadecimal digits; in the answer's `X-Request-Id` and in the logs.
    let requestID: String
    /// Ends the connection at once, with what was not sent.
    let cut: @Sendable () -> Void

    init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        let channel = source.channel
        cut = { channel.close(promise: nil) }
        let number = String(UInt64.random(in: 0...UInt64.max), radix: 16)
        requestID = String(repeating: "0", count: 16 - number.count) + number
    }
}

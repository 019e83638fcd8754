/// A socket that a transfer reads and writes itself.
struct SocketWait {
    let socket: Int32
    let wantsToWrite: Bool
    let deadline: ContinuousClock.Instant
}

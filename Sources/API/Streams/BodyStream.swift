/// A body that is made while it is written: the next piece is asked for when the last one was taken.
package protocol BodyStream: AnyObject, Sendable {
    /// Waits for the next piece, at most as long as one heartbeat.
    ///
    /// - Returns: `nil` at the end.
    func next() async -> [UInt8]?

    /// The reader has gone: the wait for the next piece ends within a second.
    nonisolated func stop()
}

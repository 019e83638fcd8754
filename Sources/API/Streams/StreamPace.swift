/// How long streams wait.
package struct StreamPace: Sendable {
    /// Until a reader hears something of a quiet log.
    package var heartbeat = Duration.seconds(15)
    /// With a reader that does not take the next piece.
    package var patience = Duration.seconds(10)

    package init() {}
}

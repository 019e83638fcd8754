/// How one worker process shares its time.
package struct WorkerSettings: Sendable, Equatable {
    /// Unique among all workers alive; names the consumer in the queue and the actor in the log.
    package var name: String
    /// Wake-ups handled at the same time; one more slot is kept free for control.
    package var slots = 8
    /// Between two signs of life for what is in hand, and the silence after which others take it.
    package var heartbeat = Duration.seconds(4)
    package var claimIdle = Duration.seconds(12)
    /// Between two searches for the silent, plus up to as much again by chance.
    package var claimInterval = Duration.seconds(2)
    package var scanInterval = Duration.milliseconds(500)
    package var tidyInterval = Duration.seconds(5)
    /// How long one read of the queue waits; bounds how long a stop takes.
    package var patience = Duration.seconds(2)
    /// After the queue or the store failed.
    package var pause = Duration.seconds(1)
    /// Due rows taken by one scan.
    package var scanLimit = 100
    /// Dispatches without progress after which a saga counts as stalled, and how long it is left.
    package var stallAfter = 5
    package var stallSeconds = 300

    package init(name: String) { self.name = name }
}

import Redis

/// A step that Redis must do in one piece, in Lua.
///
/// Sent in full with every call: a server that was restarted or flushed has forgotten what it was
/// given before, and 1 kB more per call costs less than asking whether it has.
struct QueueScript {
    private let text: String

    init(_ text: String) { self.text = text }

    func command(_ keys: [String], _ arguments: [String]) -> RedisCommand {
        RedisCommand(["EVAL", text, "\(keys.count)"] + keys + arguments)
    }
}

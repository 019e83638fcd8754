/// How long the program waits for what; other values than the standard ones are for tests.
struct ClientPace: Sendable {
    /// For one answer, from the start of name resolution.
    var timeout = Duration.seconds(15)
    /// Before each repeat of a command; about four seconds, the time a server takes to restart.
    var retries: [Duration] = [.milliseconds(250), .milliseconds(500), .seconds(1), .seconds(2)]
    /// While a watch waits for a server to come back: first, and at most.
    var reconnect = (first: Duration.milliseconds(250), most: Duration.seconds(10))
    /// How long the server may hold a question for news; a look is shown at most this late.
    var newsSeconds = 2
    /// Between two signs of life where nothing is repainted.
    var heartbeat = Duration.seconds(60)
    /// Between two paintings on a terminal.
    var repaint = Duration.seconds(1)
}

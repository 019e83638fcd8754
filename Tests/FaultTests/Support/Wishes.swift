/// What a scenario needs that others do not.
struct Wishes: Sendable {
    /// A Postgres that may be killed.
    var ownPostgres = false
    /// A Prometheus that may be stopped.
    var ownPrometheus = false
    /// Of the slots a and b whenever HAProxy starts.
    var weights = [100, 0]
    /// Further backends of HAProxy with the same servers, `agents_0` and so on.
    var copies = 0
}

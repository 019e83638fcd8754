import Synchronization

/// Counts requests by route and status, for `/metrics`; the label sets are closed.
package final class RequestCounters: Sendable {
    struct Key: Hashable, Comparable {
        let method: String
        let route: String
        let status: Int

        static func < (left: Key, right: Key) -> Bool {
            (left.route, left.method, left.status) < (right.route, right.method, right.status)
        }
    }

    struct Value {
        var count = 0
        var seconds = 0.0
    }

    private let counts = Mutex<[Key: Value]>([:])

    /// - Parameter route: the path's template, never the path.
    func note(method: String, route: String, status: Int, took: Duration) {
        let (seconds, attoseconds) = took.components
        counts.withLock {
            var value = $0[Key(method: method, route: route, status: status)] ?? Value()
            value.count += 1
            value.seconds += Double(seconds) + Double(attoseconds) / 1e18
            $0[Key(method: method, route: route, status: status)] = value
        }
    }

    var snapshot: [(key: Key, value: Value)] {
        counts.withLock { $0.sorted { $0.key < $1.key }.map { ($0.key, $0.value) } }
    }
}

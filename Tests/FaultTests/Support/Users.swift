import Curl
import Synchronization

/// Steady traffic through the balancer, and which version answered whom.
final class Users: Sendable {
    struct Answer: Sendable {
        let begunAt: ContinuousClock.Instant
        let version: String
    }

    private let url: String
    private let client: CurlClient
    private let noted = Mutex<[Answer]>([])
    /// Four users who pause 200 ms: enough for the few requests that a window needs, and little
    /// for the machine with ten scenarios at once.
    private static let count = 4
    private static let pause = Duration.milliseconds(200)

    init(_ balancer: Balancer, _ client: CurlClient) {
        url = "http://127.0.0.1:\(balancer.frontendPort)/"
        self.client = client
    }

    /// Asks until the task is cancelled.
    func run() async {
        await withDiscardingTaskGroup { group in
            for _ in 0..<Self.count { group.addTask { await self.ask() } }
        }
    }

    private func ask() async {
        while !Task.isCancelled {
            let begunAt = ContinuousClock.now
            let answer = try? await client.perform(HTTPRequest(.get, url, timeout: .seconds(30)))
            if let version = answer?.headers["x-version"] {
                noted.withLock { $0.append(Answer(begunAt: begunAt, version: version)) }
            }
            try? await Task.sleep(for: Self.pause)
        }
    }

    /// Who answered the requests that began after a moment.
    func versions(after start: ContinuousClock.Instant) -> [String] {
        noted.withLock { answers in answers.filter { $0.begunAt > start }.map(\.version) }
    }
}

import Curl
import Foundation
import LedgerCore
import Synchronization

/// Steady traffic of users, who note when which version answered them.
final class DemoTraffic: Sendable {
    struct Answer: Sendable {
        let at: Timestamp
        let version: String
        let isError: Bool
    }

    private let url: String
    private let noted = Mutex<[Answer]>([])
    /// Requests at a time, and the pause after each: about 150 a second.
    private static let users = 8
    private static let pause = Duration.milliseconds(10)

    init(url: String) { self.url = url }

    /// Sends until the task is cancelled.
    func run() async {
        guard let policy = try? AddressPolicy(parsing: "127.0.0.0/8") else { return }
        let client = CurlClient(policy: policy, name: "demo-users")
        await withTaskGroup { group in
            for _ in 0..<Self.users { group.addTask { await self.user(client) } }
        }
    }

    private func user(_ client: CurlClient) async {
        while !Task.isCancelled {
            if let answer = try? await client.perform(HTTPRequest(.get, url)) {
                note(
                    answer.headers["x-version"] ?? "?", isError: answer.status >= 500)
            }
            try? await Task.sleep(for: Self.pause)
        }
    }

    private func note(_ version: String, isError: Bool) {
        let now = Timestamp(microseconds: Int64(Date().timeIntervalSince1970 * 1_000_000))
        noted.withLock { $0.append(Answer(at: now, version: version, isError: isError)) }
    }

    /// What was answered from one moment to another.
    func answers(from start: Timestamp, to end: Timestamp) -> [Answer] {
        noted.withLock { answers in answers.filter { $0.at >= start && $0.at < end } }
    }

    /// When a version last answered anybody; `nil` when it never did.
    func lastAnswer(of version: String) -> Timestamp? {
        noted.withLock { answers in answers.last { $0.version == version }?.at }
    }
}

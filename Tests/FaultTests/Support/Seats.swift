import Servers

/// Bounds how many scenarios run at once, and gives each the ports of its two agents: Prometheus
/// is told once where it may find agents.
actor Seats {
    private let all: [[Int]]
    private var free: [[Int]]
    private var waiting: [CheckedContinuation<[Int], Never>] = []

    init(_ seats: [[Int]]) {
        all = seats
        free = seats
    }

    var targets: [PrometheusServer.Target] {
        all.joined().map { .init(address: "127.0.0.1:\($0)", labels: [:]) }
    }

    /// - Returns: two ports, until they are given back.
    func take() async -> [Int] {
        if let seat = free.popLast() { return seat }
        return await withCheckedContinuation { waiting.append($0) }
    }

    func giveBack(_ seat: [Int]) {
        if waiting.isEmpty {
            free.append(seat)
        } else {
            waiting.removeFirst().resume(returning: seat)
        }
    }
}

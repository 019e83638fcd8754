import EventLog
import Executors
import Foundation
import LedgerCore

/// Callers that append one event each to a stream of their own, one after the other.
///
/// Each command expects the exact version, sets the due row and is remembered, as a saga's step is.
struct AppendLoad: Sendable {
    let store: any EventStore
    let reactor: Reactor
    let payload: [UInt8]
    /// Names the streams; another one for each slot.
    let label: String

    /// Appends per second while `callers` wait for one append each.
    func appendsPerSecond(callers: Int, seconds: Int) async throws -> Double {
        let start = ContinuousClock.now
        let deadline = start + .seconds(seconds)
        let count = try await withThrowingTaskGroup(of: Int.self) { group in
            for number in 0..<callers {
                group.addTask(executorPreference: reactor) {
                    try await append(as: number, until: deadline)
                }
            }
            return try await group.reduce(0, +)
        }
        return Double(count) / (ContinuousClock.now - start).seconds
    }

    private func append(as caller: Int, until deadline: ContinuousClock.Instant) async throws -> Int
    {
        let stream = StreamName.service("\(label)-\(caller)", in: "bench")
        var version: Int64 = 0
        while .now < deadline {
            let request = request(stream, at: version)
            guard case .appended(let receipt) = try await store.append(request) else {
                throw BenchmarkError("an append was refused")
            }
            version = receipt.lastVersion
        }
        return Int(version)
    }

    private func request(_ stream: StreamName, at version: Int64) -> AppendRequest {
        let command = IDSource.system.next(at: Self.time)
        let event = NewEvent(
            id: IDSource.system.next(at: Self.time), type: "sample.recorded", schema: 1,
            data: payload)
        return AppendRequest(
            origin: EventOrigin(
                commandID: command, actor: "worker:bench", correlationID: command),
            requestHash: [UInt8](repeating: 0, count: 32),
            parts: [StreamAppend(stream: stream, expectedVersion: version, events: [event])],
            due: .set(Self.halfAMinuteAhead, isUrgent: false))
    }

    /// Where a worker puts the row of a service that it works on; another time with each append.
    private static var halfAMinuteAhead: Timestamp {
        Timestamp(microseconds: Int64((Date().timeIntervalSince1970 + 30) * 1_000_000))
    }

    /// 2033: for ids, and for a due row that nobody takes.
    static let time = Timestamp(microseconds: 2_000_000_000_000_000)
}

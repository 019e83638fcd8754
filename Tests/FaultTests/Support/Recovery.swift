import FoundationEssentials
import Glibc
import LedgerCore

/// How long it took until work went on; written down for `make chaos`, which asks for it.
enum Recovery {
    private static let file = ProcessInfo.processInfo.environment["SHIPLOG_RECOVERY_LOG"]

    /// - Parameter fault: what was done, as `docs/reliability.md` names it.
    static func note(_ fault: String, since start: ContinuousClock.Instant) {
        write(fault, seconds: start.duration(to: .now) / .seconds(1))
    }

    /// Until somebody's first fact; nothing when there was nothing left to do.
    static func note(
        _ fault: String, _ events: [RecordedEvent], of actor: String, since start: Date
    ) {
        guard let first = events.first(where: { $0.origin.actor == actor }) else { return }
        let end = Double(first.recordedAt.microseconds) / 1_000_000
        write(fault, seconds: end - start.timeIntervalSince1970)
    }

    private static func write(_ fault: String, seconds: Double) {
        guard let file else { return }
        let line = Array("\(fault)\t\(seconds)\n".utf8)
        let descriptor = unsafe Glibc.open(file, O_WRONLY | O_APPEND | O_CREAT, 0o644)
        guard descriptor >= 0 else { return }
        // One write of so few bytes is never torn apart.
        _ = unsafe line.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, $0.count) }
        close(descriptor)
    }
}

extension Scenario {
    /// Does harm, and waits for the next fact of the service.
    ///
    /// - Parameter known: how many events there are, where the log cannot be asked now.
    func recover(
        from fault: String, knowing known: Int? = nil, _ harm: () async throws -> Void
    ) async throws {
        var before = known ?? 0
        if known == nil { before = try await log.events().count }
        let start = ContinuousClock.now
        try await harm()
        _ = try await log.wait(for: "a fact after: \(fault)") { $0.count > before }
        Recovery.note(fault, since: start)
    }
}

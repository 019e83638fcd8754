import Foundation
import LedgerCore
import Logging
import ServiceLifecycle
import Testing
import Transparency

@testable import shiplog

@Suite(.timeLimit(.minutes(1)))
struct SealerServiceTests {
    @Test func `the newest checkpoint is in the file, and replaced by the next`() async throws {
        let files = try await SealedFiles(count: 20)
        defer { files.remove() }
        let signer = try #require(NoteSigner(generatingFor: "log.example/b"))
        let log = GrowingLog(files.records)
        let store = InMemorySealStore { await log.visible }
        await log.show(7)

        try await serve(store, signer, files.path("checkpoint")) {
            #expect(try await checkpoint(files, of: 7).verified(by: [signer.verifier]).count == 1)
            await log.show(20)
            let newest = try await checkpoint(files, of: 20)
            #expect(newest == store.latest())
        }
    }

    @Test func `after an error it goes on when the cause is gone`() async throws {
        let files = try await SealedFiles(count: 20)
        defer { files.remove() }
        let signer = try #require(NoteSigner(generatingFor: "log.example/b"))
        let log = GrowingLog(files.records)
        let store = InMemorySealStore { try await log.readable }

        try await serve(store, signer, files.path("checkpoint")) {
            while await !log.wasAsked { try await Task.sleep(for: .milliseconds(5)) }
            #expect(store.latest() == nil)
            await log.show(20)
            _ = try await checkpoint(files, of: 20)
        }
    }

    private actor GrowingLog {
        private let records: [LedgerRecord]
        private(set) var visible: [LedgerRecord] = []
        private(set) var wasAsked = false

        init(_ records: [LedgerRecord]) { self.records = records }

        func show(_ count: Int) { visible = Array(records.prefix(count)) }

        /// Fails as long as nothing is shown.
        var readable: [LedgerRecord] {
            get throws {
                wasAsked = true
                guard !visible.isEmpty else { throw SealError.gap(after: 0) }
                return visible
            }
        }
    }

    /// Runs the service while `body` runs, then lets it end in order.
    private func serve(
        _ store: InMemorySealStore, _ signer: NoteSigner, _ path: String,
        _ body: () async throws -> Void
    ) async throws {
        let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let service = SealerService(
            sealer: Sealer(store: store, keys: try SealingKeys(signers: [signer])), logger: quiet,
            checkpointFile: path)
        let group = ServiceGroup(configuration: .init(services: [service], logger: quiet))
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            let outcome: Result<Void, any Error>
            do { outcome = .success(try await body()) } catch { outcome = .failure(error) }
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
            try outcome.get()
        }
    }

    /// Returns once the file has it; the suite's time limit bounds it.
    private func checkpoint(
        _ files: SealedFiles, of size: Int64
    ) async throws -> SignedCheckpoint {
        while true {
            if let text = try? files.text("checkpoint") {
                let signed = try SignedCheckpoint(parsing: text)
                if signed.checkpoint.size == size { return signed }
            }
            try await Task.sleep(for: .milliseconds(10))
        }
    }
}

import Foundation
import Logging
import ServiceLifecycle
import Transparency

/// Seals the log twice a second, so that no event waits longer than one for its checkpoint.
struct SealerService: Service, CustomStringConvertible {
    var description: String { "sealer" }

    let sealer: Sealer
    let logger: Logger
    /// Where the newest checkpoint is kept outside the database; `nil` is nowhere.
    let checkpointFile: String?

    private static let interval = Duration.milliseconds(500)

    func run() async throws {
        await cancelWhenGracefulShutdown {
            var problem: String?
            while !Task.isCancelled { await step(&problem) }
        }
    }

    /// - Parameter problem: what was reported last: the same one is said once, not twice a second.
    private func step(_ problem: inout String?) async {
        do {
            if let sealed = try await sealer.advance() {
                logger.info(
                    "Log sealed",
                    metadata: [
                        "size": "\(sealed.checkpoint.size)", "root": "\(sealed.checkpoint.root)",
                    ])
                try publish(sealed)
            }
            if problem != nil { logger.notice("The log is sealed again") }
            problem = nil
        } catch {
            report(error, &problem)
        }
        // Not at once unless a whole batch waits, or each event of a busy log had its checkpoint.
        if await sealer.isBehind { return }
        try? await Task.sleep(for: Self.interval)
    }

    /// Replaces the file at once, so that nobody reads half a checkpoint.
    private func publish(_ sealed: SignedCheckpoint) throws {
        guard let checkpointFile else { return }
        do {
            try Data(sealed.note.encoded.utf8).write(
                to: URL(fileURLWithPath: checkpointFile), options: .atomic)
        } catch {
            throw Unpublished(path: checkpointFile)
        }
    }

    /// The log is sealed all the same; the next seal tries the file again.
    private struct Unpublished: Error, CustomStringConvertible {
        let path: String
        var description: String { "the log is sealed, but \(path) cannot be written" }
    }

    private func report(_ error: any Error, _ problem: inout String?) {
        guard !(error is CancellationError), problem != "\(error)" else { return }
        problem = "\(error)"
        let isGrave = error is SealError || error is NoteError
        logger.log(
            level: isGrave ? .error : .warning, "Sealing failed",
            metadata: ["error": "\(error)"])
    }
}

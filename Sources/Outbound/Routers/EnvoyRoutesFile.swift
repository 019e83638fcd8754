import Executors
import FoundationEssentials
import LedgerCore
import Rollout

/// The file that Envoy watches; all workers that write it see the same directory.
struct EnvoyRoutesFile {
    let path: String

    /// Replaces the file at once, unless it holds a higher token.
    ///
    /// - Throws: ``OutboundError/Code/stale`` for that, ``OutboundError/Code/unreachable`` when it
    ///   was not written.
    func write(
        _ routes: EnvoyRoutes, before deadline: ContinuousClock.Instant
    ) async throws(OutboundError) {
        while try !writeUnlessLocked(routes) {
            guard .now < deadline, (try? await Task.sleep(for: .milliseconds(10))) != nil else {
                throw OutboundError(.unreachable, "Another worker writes the file of routes")
            }
        }
    }

    /// - Returns: `false` while somebody else has the lock.
    private func writeUnlessLocked(_ routes: EnvoyRoutes) throws(OutboundError) -> Bool {
        do {
            guard let lock = try FileLock.take(path + ".lock") else { return false }
            try refuse(routes.token, below: token)
            // Written beside it and renamed, so that Envoy never reads a half.
            try Data(routes.document.bytes).write(to: URL(filePath: path), options: .atomic)
            _ = consume lock
            return true
        } catch let error as OutboundError {
            throw error
        } catch {
            throw OutboundError(.unreachable, "The file of routes cannot be written")
        }
    }

    private func refuse(_ token: Int64?, below seen: Int64?) throws(OutboundError) {
        guard let token, let seen, token < seen else { return }
        throw OutboundError(.stale, "The file of routes holds token \(seen)")
    }

    /// What the file holds; `nil` when it is not ours, or there is none.
    private var token: Int64? {
        guard let bytes = FileManager.default.contents(atPath: path),
            let document = try? JSONParser.parse(Array(bytes))
        else { return nil }
        return EnvoyRoutes.token(document["version_info"]?.text)
    }
}

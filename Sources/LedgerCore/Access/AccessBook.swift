/// All API keys as the log has them so far.
package struct AccessBook: Sendable {
    /// By id, revoked ones too: a caller is told that a key is revoked, not that it never was.
    package private(set) var keys: [String: KeyState] = [:]

    package init() {}

    /// Takes in an event of any stream.
    ///
    /// What cannot be read is of a newer program; the key counts no more, as that may have been
    /// what it said.
    ///
    /// - Returns: whether a key changed.
    package mutating func take(_ recorded: RecordedEvent) -> Bool {
        guard let id = recorded.stream.accessKey else { return false }
        var key = keys[id] ?? KeyState()
        do throws(StoredEventError) { try key.fold(CollectionOfOne(recorded)) } catch {
            key.distrust(at: recorded.recordedAt)
        }
        keys[id] = key
        return true
    }

    /// Those that are not revoked.
    package var livingCount: Int { keys.values.count { $0.revokedAt == nil } }

    package func hasAdmin(at now: Timestamp) -> Bool {
        keys.values.contains { key in
            key.status(at: now) == .active && key.definition?.roles.contains(.admin) == true
                && key.definition?.bounds.isNone == true
        }
    }

    /// By id.
    package var sorted: [(id: String, key: KeyState)] {
        keys.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }
}

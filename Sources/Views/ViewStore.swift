import LedgerCore

/// Where the rows of the views are kept, with how far along the log they are.
///
/// Rows and checkpoint change together; a writer that lost its place is refused.
/// All implementations pass `ViewStoreContract` of the test kit.
package protocol ViewStore: Sendable {
    /// The generation that readers see.
    func checkpoint() async throws(ViewStoreError) -> ViewCheckpoint

    /// Rows by key within one generation; absent ones are left out.
    func rows(
        _ view: String, keys: [String], generation: Int
    ) async throws(ViewStoreError) -> [String: ViewRow]

    /// Writes rows and moves the checkpoint from `from` to `position`, all or nothing.
    ///
    /// - Returns: `false` when the checkpoint is not at `from` any more; nothing was written.
    func save(
        _ changes: [ViewChange], from: ViewCheckpoint, to position: Int64
    ) async throws(ViewStoreError) -> Bool

    /// A list, newest first.
    func list(_ view: String, _ query: ViewQuery) async throws(ViewStoreError) -> ViewPage

    func row(_ view: String, key: String) async throws(ViewStoreError) -> ViewRow?

    /// Begins an empty generation beside the one that readers see.
    func beginRebuild() async throws(ViewStoreError) -> ViewCheckpoint

    /// Shows a generation to readers and drops the others, in one transaction.
    ///
    /// - Returns: `false` when the shown generation is further along than this one.
    func publish(_ checkpoint: ViewCheckpoint) async throws(ViewStoreError) -> Bool
}

/// How far the rows of one generation are along the log.
package struct ViewCheckpoint: Sendable, Equatable {
    package let generation: Int
    package let position: Int64

    package init(generation: Int, position: Int64) {
        self.generation = generation
        self.position = position
    }
}

package struct ViewChange: Sendable, Equatable {
    package let view: String
    package let row: ViewRow

    package init(view: String, row: ViewRow) {
        self.view = view
        self.row = row
    }
}

/// What a list shall hold; `nil` does not filter.
package struct ViewQuery: Sendable, Equatable {
    package var environment: String?
    package var service: String?
    /// Only rows that were made before this position: where the last page ended.
    package var before: Int64?
    /// 1...500.
    package var limit: Int

    package init(
        environment: String? = nil, service: String? = nil, before: Int64? = nil, limit: Int = 50
    ) {
        self.environment = environment
        self.service = service
        self.before = before
        self.limit = limit
    }
}

package struct ViewPage: Sendable, Equatable {
    package let rows: [ViewRow]
    /// For the next page's `before`; `nil` when this was the last.
    package let next: Int64?

    package init(rows: [ViewRow], next: Int64?) {
        self.rows = rows
        self.next = next
    }
}

/// Why the rows could not be read or written; trying again may help.
package struct ViewStoreError: Error, Sendable, Equatable, CustomStringConvertible {
    /// Safe for a log and a user.
    package let description: String

    package init(_ description: String) { self.description = description }
}

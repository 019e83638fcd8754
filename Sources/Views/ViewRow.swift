package import LedgerCore

/// A row of a view: a JSON document under a key, with what lists filter and sort by.
package struct ViewRow: Sendable, Equatable {
    package let key: String
    package let environment: String
    package let service: String
    /// Position of the event that made the row: newest first is by this, and never changes.
    package let madeAt: Int64
    package var data: JSONObject

    package init(
        key: String, environment: String, service: String, madeAt: Int64, data: JSONObject
    ) {
        self.key = key
        self.environment = environment
        self.service = service
        self.madeAt = madeAt
        self.data = data
    }
}

/// A fact that has been decided and not yet recorded.
package struct NewEvent: Sendable, Equatable {
    package let id: ID
    /// `stream.fact_in_snake_case`; a released name is never changed, removed or used again.
    package let type: String
    /// Shape of `data`; 1 and up, upcast on read.
    package let schema: Int
    /// When it happened outside, by the account of who tells it; `nil` means when it is recorded.
    package let occurredAt: Timestamp?
    /// A JSON object in UTF-8; these bytes are what is hashed.
    package let data: [UInt8]

    package init(
        id: ID, type: String, schema: Int, occurredAt: Timestamp? = nil, data: [UInt8]
    ) {
        self.id = id
        self.type = type
        self.schema = schema
        self.occurredAt = occurredAt
        self.data = data
    }
}

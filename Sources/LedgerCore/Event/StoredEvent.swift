/// The events of one kind of stream: how each is written, and read again for ever.
package protocol StoredEvent: Sendable, Equatable {
    /// What the `type` column holds; a released name is never changed, removed or used again.
    associatedtype Name: RawRepresentable<String>, CaseIterable, Sendable

    var stored: (name: Name, payload: any EventPayload) { get }

    init(_ name: Name, _ body: StoredBody) throws(StoredEventError)
}

extension StoredEvent {
    /// - Throws: also for a type that no version of this program has written.
    package init(_ recorded: RecordedEvent) throws(StoredEventError) {
        guard let name = Name(rawValue: recorded.type) else {
            throw StoredEventError("unknown event type \(recorded.type.prefix(100))")
        }
        do {
            try self.init(
                name, StoredBody(schema: recorded.event.schema, data: recorded.event.data))
        } catch {
            throw StoredEventError("position \(recorded.position), \(name.rawValue): \(error)")
        }
    }

    package func recordable(id: ID) -> NewEvent {
        let (name, payload) = stored
        return NewEvent(
            id: id, type: name.rawValue, schema: payload.schema, data: payload.json.bytes)
    }
}

/// Names of notifications that follow from what they are about, so that everybody who decides on
/// the same event names the same stream, and only one can begin it.
package enum NotificationID {
    /// Of one event to one sink.
    package static func of(event: ID, sink: String) -> ID {
        digest("event/\(event)/\(sink)")
    }

    /// Of the summary of one window of a storm to one sink.
    package static func ofStorm(
        _ kind: Notice.Kind, in service: StreamName, from start: Timestamp, sink: String
    ) -> ID {
        digest("storm/\(service)/\(kind.rawValue)/\(start)/\(sink)")
    }

    /// 128-bit FNV-1a as a UUIDv8: nobody gains by a collision, as names come from settings.
    private static func digest(_ text: String) -> ID {
        let hash = text.utf8.reduce(offset) { ($0 ^ UInt128($1)) &* prime }
        let bytes = (0..<16).map { UInt8(truncatingIfNeeded: hash >> UInt128(120 - 8 * $0)) }
        guard let id = ID(digest: bytes) else { preconditionFailure("16 bytes are an id") }
        return id
    }

    private static let offset: UInt128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d
    private static let prime: UInt128 = 0x0000_0000_0100_0000_0000_0000_0000_013b
}

extension StreamName {
    /// `notification/<id>`: one message to one sink.
    package static func notification(_ id: ID) -> StreamName {
        StreamName(stored: "notification/\(id)")
    }

    /// How far the log has been followed.
    package static let notificationCursor = StreamName(stored: "notification/cursor")

    /// Of a message; `nil` for any other stream, the cursor's too.
    package var notificationID: ID? { isNotification ? ID(text.dropFirst(13)) : nil }

    package var isNotification: Bool { kind == "notification" }
}

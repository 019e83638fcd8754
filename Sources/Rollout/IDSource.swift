package import LedgerCore

/// New ids at the edge of the pure rules, which take them as arguments.
package struct IDSource: Sendable {
    private let make: @Sendable (Timestamp) -> ID

    package init(_ make: @escaping @Sendable (Timestamp) -> ID) { self.make = make }

    /// UUIDv7 from the system's randomness.
    package static let system = IDSource { time in
        var random = SystemRandomNumberGenerator()
        return ID.v7(at: time, using: &random)
    }

    package func next(at time: Timestamp) -> ID { make(time) }
}

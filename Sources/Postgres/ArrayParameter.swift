/// One Postgres array, built in the binary format and reused from call to call.
package struct ArrayParameter: Sendable, Equatable {
    package let element: PostgresType
    package private(set) var count = 0
    private var hasNull = false
    /// Of each element its length (-1 for NULL) and its bytes, all big-endian.
    private var body: [UInt8] = []

    package init(_ element: PostgresType) { self.element = element }

    /// Empties the array and keeps its memory.
    package mutating func removeAll() {
        body.removeAll(keepingCapacity: true)
        count = 0
        hasNull = false
    }

    package mutating func append(_ value: Bool) {
        begin(length: 1)
        body.append(value ? 1 : 0)
    }

    package mutating func append(_ value: some FixedWidthInteger) {
        begin(length: value.bitWidth / 8)
        body.appendBigEndian(value)
    }

    package mutating func append(_ value: Double) { append(value.bitPattern) }

    package mutating func append(uuid: (high: UInt64, low: UInt64)) {
        begin(length: 16)
        body.appendBigEndian(uuid.high)
        body.appendBigEndian(uuid.low)
    }

    /// - Parameter microseconds: since 1970.
    package mutating func append(unixMicroseconds microseconds: Int64) {
        append(PostgresEpoch.stored(microseconds))
    }

    package mutating func append(_ value: [UInt8]) {
        begin(length: value.count)
        body.append(contentsOf: value)
    }

    package mutating func append(_ value: String) {
        begin(length: value.utf8.count)
        body.append(contentsOf: value.utf8)
    }

    package mutating func appendNull() {
        hasNull = true
        begin(length: -1)
    }

    private mutating func begin(length: Int) {
        count += 1
        body.appendBigEndian(Int32(length))
    }

    /// Bytes that ``encode(into:)`` will write.

    /// Layout of `array_recv`: dimensions, has-null flag, element OID, length, lower bound, elements.
    func encode(into buffer: inout [UInt8]) {
        buffer.appendBigEndian(Int32(1))
        buffer.appendBigEndian(Int32(hasNull ? 1 : 0))
        buffer.appendBigEndian(element.rawValue)
        buffer.appendBigEndian(Int32(count))
        buffer.appendBigEndian(Int32(1))
        buffer.append(contentsOf: body)
    }
}

extension [UInt8] {
    mutating func appendBigEndian(_ value: some FixedWidthInteger) {
        unsafe Swift.withUnsafeBytes(of: value.bigEndian) { unsafe append(contentsOf: $0) }
    }
}

/// Reads the rows of `COPY … (FORMAT binary)` out of the chunks that ``PostgresConnection`` gives.
///
/// Fields are read in the order of the columns, each exactly once. The format is the server's, so
/// what does not fit is a mistake of the caller and traps.
package struct CopyRowReader {
    private let chunk: [UInt8]
    private var position = 0

    /// Signature, flags and the length of the header's extension, which is empty.
    private static let headerBytes = 19

    /// - Parameter isFirst: whether the chunk begins the stream, with the file's header.
    package init(_ chunk: [UInt8], isFirst: Bool) {
        self.chunk = chunk
        position = isFirst ? Self.headerBytes : 0
    }

    /// Goes to the next row; `false` at the end of the chunk or of the stream.
    package mutating func nextRow() -> Bool {
        guard position < chunk.count else { return false }
        let columns: Int16 = integer()
        return columns >= 0
    }

    package mutating func int32() -> Int32 {
        expect(width: 4)
        return integer()
    }

    package mutating func int64() -> Int64 {
        expect(width: 8)
        return integer()
    }

    /// A `timestamptz` in microseconds since 1970.
    package mutating func microseconds() -> Int64 { PostgresEpoch.unixMicroseconds(int64()) }

    /// The two halves of a `uuid`; `nil` for NULL.
    package mutating func uuid() -> (high: UInt64, low: UInt64)? {
        guard let range = field() else { return nil }
        precondition(range.count == 16, "the column is not a uuid")
        position = range.lowerBound
        return (integer(), integer())
    }

    /// `nil` for NULL.
    package mutating func string() -> String? {
        field().map { String(decoding: chunk[$0], as: UTF8.self) }
    }

    /// `nil` for NULL.
    package mutating func bytes() -> [UInt8]? {
        field().map { Array(chunk[$0]) }
    }

    /// Where the next field's bytes are; `nil` for NULL.
    private mutating func field() -> Range<Int>? {
        let length = Int(integer() as Int32)
        guard length >= 0 else { return nil }
        defer { position += length }
        return position..<position + length
    }

    private mutating func expect(width: Int32) {
        let length: Int32 = integer()
        precondition(length == width, "the column has another width")
    }

    private mutating func integer<Number: FixedWidthInteger>() -> Number {
        defer { position += MemoryLayout<Number>.size }
        return unsafe chunk.withUnsafeBytes { bytes in
            unsafe Number(
                bigEndian: bytes.loadUnaligned(fromByteOffset: position, as: Number.self))
        }
    }
}

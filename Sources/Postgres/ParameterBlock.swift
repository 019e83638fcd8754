/// The parameters of one statement in one block of memory, which the next statement uses again.
struct ParameterBlock {
    private(set) var types: [UInt32] = []
    private var bytes: [UInt8] = []
    /// Where each value begins; `nil` for NULL.
    private var offsets: [Int?] = []
    private var lengths: [Int32] = []

    mutating func fill(_ values: [PostgresValue]) {
        types.removeAll(keepingCapacity: true)
        bytes.removeAll(keepingCapacity: true)
        offsets.removeAll(keepingCapacity: true)
        lengths.removeAll(keepingCapacity: true)
        for value in values {
            let start = bytes.count
            value.encode(into: &bytes)
            types.append(value.typeOID)
            offsets.append(value.isNull ? nil : start)
            lengths.append(Int32(bytes.count - start))
        }
        // A value of no bytes must still point somewhere: libpq reads a null pointer as NULL.
        bytes.append(0)
    }

    /// Lends libpq's view of the values, valid only inside `body`; libpq copies them.
    func withPointers<Value>(
        _ body: (_ values: [UnsafePointer<CChar>?], _ lengths: [Int32], _ formats: [Int32]) -> Value
    ) -> Value {
        unsafe bytes.withUnsafeBytes { block in
            let start = unsafe block.baseAddress?.assumingMemoryBound(to: CChar.self)
            let values = unsafe offsets.map { offset in
                unsafe offset.flatMap { unsafe start?.advanced(by: $0) }
            }
            let formats = [Int32](repeating: 1, count: offsets.count)
            return unsafe body(values, lengths, formats)
        }
    }
}

package import LedgerCore

/// Spreads streams over the queue's partitions: the same stream always goes to the same one.
package enum Partition {
    /// Fixed at the first start; another number would strand what is queued.
    package static let count = 8

    /// 32-bit FNV-1a over the stream's UTF-8, modulo ``count``.
    package static func of(_ stream: StreamName) -> Int {
        let hash = stream.text.utf8.reduce(UInt32(2_166_136_261)) { hash, byte in
            (hash ^ UInt32(byte)) &* 16_777_619
        }
        return Int(hash % UInt32(count))
    }
}

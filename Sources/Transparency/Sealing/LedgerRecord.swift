/// An event as it is sealed and exported: its entry, and what the entry's commitment hides.
package struct LedgerRecord: Sendable, Equatable {
    package let entry: LedgerEntry
    package let data: CanonicalValue
    package let salt: [UInt8]

    package init(entry: LedgerEntry, data: CanonicalValue, salt: [UInt8]) {
        self.entry = entry
        self.data = data
        self.salt = salt
    }

    /// One line of an export, without its newline.
    ///
    /// - Parameter leaf: as it was sealed, whatever the event has become since.
    package func line(leaf: TreeHash) -> [UInt8] {
        entry.exportLine(data: data, salt: salt, leaf: leaf)
    }
}

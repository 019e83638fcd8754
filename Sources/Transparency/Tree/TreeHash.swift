import Crypto
import FoundationEssentials

/// The SHA-256 of one node of the tree (RFC 6962, section 2.1).
package struct TreeHash: Sendable, Hashable {
    package static let size = 32

    /// Always ``size`` bytes.
    package let bytes: [UInt8]

    /// `nil` unless there are exactly 32 bytes.
    package init?(_ bytes: some Collection<UInt8>) {
        guard bytes.count == Self.size else { return nil }
        self.bytes = Array(bytes)
    }

    private init(_ hash: SHA256) { bytes = Array(hash.finalize()) }

    /// The root of a tree without leaves: the hash of nothing.
    package static let empty = TreeHash(SHA256())

    /// Of an entry; its first byte keeps a leaf from being taken for a node.
    package static func leaf(_ entry: [UInt8]) -> TreeHash {
        var hash = SHA256()
        hash.update(data: [0x00])
        hash.update(data: entry)
        return TreeHash(hash)
    }

    package static func node(_ left: TreeHash, _ right: TreeHash) -> TreeHash {
        var hash = SHA256()
        hash.update(data: [0x01])
        hash.update(data: left.bytes)
        hash.update(data: right.bytes)
        return TreeHash(hash)
    }
}

extension TreeHash {
    package var base64: String { Base64.text(of: bytes) }

    /// `nil` for anything but the one base64 of 32 bytes.
    package init?(base64: some StringProtocol) {
        guard let bytes = Base64.bytes(of: base64) else { return nil }
        self.init(bytes)
    }
}

extension TreeHash: CustomStringConvertible {
    /// In lower-case hexadecimal digits.
    package var description: String { Hexadecimal.text(of: bytes) }
}

/// Notices a name that comes twice in an object.
///
/// Small objects, which nearly all are, are searched; a table would cost more than all else in them.
struct NameSet {
    /// Filled when there are more members than are searched one by one.
    private var names: Set<[UInt8]> = []

    private static let searched = 16

    /// - Parameter members: those that came before, each of which was inserted.
    /// - Returns: `false` when one of them has this name, byte by byte.
    mutating func insert(_ name: String, into members: [JSONObject.Member]) -> Bool {
        guard members.count >= Self.searched else {
            return !members.contains { $0.name.hasSameBytes(as: name) }
        }
        if members.count == Self.searched {
            names = Set(members.map { Array($0.name.utf8) })
        }
        return names.insert(Array(name.utf8)).inserted
    }
}

extension String {
    /// Equal without regard to Unicode's other spellings of the same character.
    func hasSameBytes(as other: String) -> Bool {
        // Most different texts are told apart by one comparison of words, and equal ASCII has equal
        // bytes.
        self == other
            && (utf8Span.isKnownASCII && other.utf8Span.isKnownASCII
                || utf8.elementsEqual(other.utf8))
    }
}

/// Where a tile is served (C2SP tlog-tiles): `tile/<level>/<index>[.p/<width>]`.
package struct TilePath: Sendable, Equatable {
    package enum Content: Sendable, Equatable {
        /// Hashes of a level, 0...63.
        case hashes(level: Int)
        /// The entries themselves.
        case entries
    }

    package let content: Content
    package let index: Int64
    /// 1...256; 256 is a full tile, of which the path does not speak.
    package let width: Int

    package init(_ content: Content, index: Int64, width: Int = TileID.width) {
        self.content = content
        self.index = index
        self.width = width
    }

    /// Such as `tile/0/x001/x234/067.p/12`.
    package var text: String {
        let level =
            switch content {
            case .hashes(let level): "\(level)"
            case .entries: "entries"
            }
        let end = width == TileID.width ? "" : ".p/\(width)"
        return "tile/\(level)/\(Self.text(of: index))\(end)"
    }

    /// Groups of three digits, all but the last begun by an `x`, so that no file is a directory too.
    private static func text(of index: Int64) -> String {
        var groups: [String] = []
        var rest = index
        repeat {
            let digits = String(rest % 1000)
            let group = String(repeating: "0", count: 3 - digits.utf8.count) + digits
            groups.append(groups.isEmpty ? group : "x" + group)
            rest /= 1000
        } while rest > 0
        return groups.reversed().joined(separator: "/")
    }

    /// Reads what ``text`` writes, and nothing else; `nil` for any other text.
    package init?(_ text: some StringProtocol) {
        var parts = text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
            .map { String(decoding: $0, as: UTF8.self) }
        guard parts.count >= 3, parts.removeFirst() == "tile" else { return nil }
        let level = parts.removeFirst()
        var width = TileID.width
        if parts.count >= 2, parts[parts.count - 2].hasSuffix(".p") {
            guard let partial = Int(parts.removeLast()), partial < TileID.width else { return nil }
            width = partial
            parts[parts.count - 1].removeLast(2)
        }
        guard let index = Self.index(parts), let content = Self.content(level) else { return nil }
        self.init(content, index: index, width: width)
        // There is one way to write it: signs, other zeros and missing groups do not come back.
        guard (1...TileID.width).contains(width), self.text.utf8.elementsEqual(text.utf8)
        else { return nil }
    }

    private static func index(_ groups: [String]) -> Int64? {
        guard groups.count <= 6 else { return nil }
        return Int64(groups.map { $0.hasPrefix("x") ? $0.dropFirst() : $0[...] }.joined())
            .flatMap { $0 >= 0 ? $0 : nil }
    }

    private static func content(_ text: String) -> Content? {
        if text == "entries" { return .entries }
        return Int(text).flatMap { (0...63).contains($0) ? .hashes(level: $0) : nil }
    }
}

/// The nearest of the known words, for a word that is none of them.
enum Suggestion {
    /// ` did you mean x?` after what is wrong, or nothing.
    static func text(for word: String, among known: [String]) -> String {
        nearest(to: word, among: known).map { "; did you mean \($0)?" } ?? ""
    }

    /// - Returns: `nil` when nothing is near: further than a third of its letters, two at least;
    ///   a beginning of three letters is near.
    static func nearest(to word: String, among known: [String]) -> String? {
        let word = word.lowercased()
        let near = known.map { (name: $0, distance: distance(word, $0.lowercased())) }
            .filter { $0.distance <= max(2, $0.name.count / 3) }
            .min { ($0.distance, $0.name) < ($1.distance, $1.name) }
        return near?.name ?? known.first { word.count >= 3 && $0.hasPrefix(word) }
    }

    /// Levenshtein's: letters put in, taken out or changed.
    static func distance(_ left: String, _ right: String) -> Int {
        let right = Array(right)
        var row = Array(0...right.count)
        for (i, a) in left.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for (j, b) in right.enumerated() {
                let changed = diagonal + (a == b ? 0 : 1)
                diagonal = row[j + 1]
                row[j + 1] = min(changed, row[j] + 1, diagonal + 1)
            }
        }
        return row[right.count]
    }
}

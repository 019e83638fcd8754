/// How often each U of Mann and Whitney comes about when ranked values are dealt to two samples at
/// random.
///
/// U is doubled, so that ties leave it whole. Counts are exact up to 2^53 deals, such as of 28
/// values to each sample; beyond, to 15 digits.
struct UDistribution {
    /// Deals by doubled U, from 0 to twice the number of pairs.
    private let deals: [Double]
    let total: Double

    /// - Parameters:
    ///   - groups: sizes of the groups of equal values, lowest first.
    ///   - picked: how many values the sample gets; the other gets the rest.
    init(groups: [Int], picked: Int) {
        let values = groups.reduce(0, +)
        // The smaller sample takes less work, and the U of both together is the number of pairs.
        var table = DealTable(picked: min(picked, values - picked), values: values)
        for size in groups { table.deal(size) }
        deals = picked > values - picked ? table.deals.reversed() : table.deals
        total = deals.reduce(0, +)
    }

    func atMost(_ doubledU: Int) -> Double { dealsAtMost(doubledU) / total }

    func atLeast(_ doubledU: Int) -> Double { dealsAtLeast(doubledU) / total }

    func dealsAtMost(_ doubledU: Int) -> Double { deals.prefix(doubledU + 1).reduce(0, +) }

    func dealsAtLeast(_ doubledU: Int) -> Double { deals.dropFirst(doubledU).reduce(0, +) }

    /// How many deals have at most this doubled U, from 0 up.
    var cumulativeDeals: [Double] {
        var sum = 0.0
        return deals.map { count in
            sum += count
            return sum
        }
    }
}

/// Deals by how many values were picked and by their doubled U, built up group by group.
private struct DealTable {
    private let picked: Int
    /// Values dealt so far.
    private var below = 0
    /// A row for each number of values picked so far.
    private var rows: [[Double]]
    /// Greatest doubled U in each row; `nil` for a row without deals.
    private var ends: [Int?]

    init(picked: Int, values: Int) {
        self.picked = picked
        let width = 2 * picked * (values - picked) + 1
        rows = Array(repeating: Array(repeating: 0, count: width), count: picked + 1)
        rows[0][0] = 1
        ends = [0] + Array(repeating: nil, count: picked)
    }

    var deals: [Double] { rows[picked] }

    mutating func deal(_ size: Int) {
        // From the top, so that a row still lacks this group when others draw on it.
        for count in stride(from: picked, to: 0, by: -1) {
            var ways = 1.0
            for taken in 1...size where taken <= count {
                ways *= Double(size - taken + 1) / Double(taken)
                add(taken, of: size, to: count - taken, ways: ways)
            }
        }
        below += size
    }

    /// Each value picked lies above those below that were not, and half above its own group's.
    private mutating func add(_ taken: Int, of size: Int, to row: Int, ways: Double) {
        guard let end = ends[row] else { return }
        let shift = taken * (2 * (below - row) + size - taken)
        let source = rows[row]
        for doubledU in 0...end where source[doubledU] > 0 {
            rows[row + taken][doubledU + shift] += source[doubledU] * ways
        }
        ends[row + taken] = max(ends[row + taken] ?? 0, end + shift)
    }
}

import LedgerCore
import Testing
import WorkQueue

struct PartitionTests {
    @Test func `a stream's partition is fixed for ever`() {
        // Computed by an independent FNV-1a; another hash would strand what is queued.
        #expect(Partition.of(.service("chat", in: "production")) == 5)
    }

    @Test func `streams spread over all partitions`() {
        let counts = (0..<800).reduce(into: [Int: Int]()) { counts, number in
            counts[Partition.of(.service("agent-\(number)", in: "production")), default: 0] += 1
        }
        #expect(counts.keys.sorted() == Array(0..<Partition.count))
        #expect(counts.values.allSatisfy { (50...150).contains($0) })
    }
}

import LedgerCore
import WorkQueue

/// Which Redis stream a wake-up is in.
struct StreamKey: Hashable {
    let lane: Lane
    /// 0..<8.
    let partition: Int

    init(lane: Lane, partition: Int) {
        self.lane = lane
        self.partition = partition
    }

    init(_ wakeUp: WakeUp) {
        self.init(lane: wakeUp.lane, partition: Partition.of(wakeUp.stream))
    }

    init(_ delivery: DeliveryID) {
        self.init(lane: delivery.lane, partition: delivery.partition)
    }

    /// `shiplog:{p03}:control`; the braces put both lanes of a partition on one node of a cluster.
    func name(in namespace: String) -> String {
        let digits = partition < 10 ? "0\(partition)" : "\(partition)"
        return "\(namespace):{p\(digits)}:\(lane.rawValue)"
    }

    func delivery(of entry: String) -> DeliveryID {
        DeliveryID(lane: lane, partition: partition, entry: entry)
    }

    /// All streams of the lanes, control first.
    ///
    /// - Parameter turn: which partition leads, so that none is last for ever.
    static func all(of lanes: [Lane] = Lane.allCases, turn: Int = 0) -> [StreamKey] {
        Lane.allCases.filter(lanes.contains).flatMap { lane in
            (0..<Partition.count).map { index in
                StreamKey(lane: lane, partition: (index + turn) % Partition.count)
            }
        }
    }
}

import Redis
import WorkQueue

/// Sorts the entries of an answer into deliveries and what nobody of ours wrote.
struct FoundDeliveries {
    private let keys: [String: StreamKey]
    private(set) var deliveries: [Delivery] = []
    private(set) var undecodable: [DeliveryID] = []

    init(namespace: String) {
        keys = Dictionary(
            uniqueKeysWithValues: StreamKey.all().map { ($0.name(in: namespace), $0) })
    }

    /// - Parameters:
    ///   - entries: pairs of an entry's id and its fields.
    ///   - stream: the key they were read from.
    mutating func add(_ entries: RedisReply, of stream: RedisReply, isClaimed: Bool) {
        guard let key = stream.text.flatMap({ keys[$0] }) else { return }
        for entry in entries.array ?? [] {
            guard let parts = entry.array, let id = parts.first?.text else { continue }
            let delivery = key.delivery(of: id)
            let fields = parts.count > 1 ? parts[1].array ?? [] : []
            if let wakeUp = WakeUpEntry.wakeUp(in: key.lane, from: fields) {
                deliveries.append(Delivery(id: delivery, wakeUp: wakeUp, isClaimed: isClaimed))
            } else {
                undecodable.append(delivery)
            }
        }
    }
}

import LedgerCore

extension PushEvent {
    var sentence: String {
        switch self {
        case .pushed(let batch):
            "\(batch.sent) samples pushed: "
                + batch.byVersion.map(\.sentence).joined(separator: "; ")
        }
    }
}

extension PushEvent.Batch {
    fileprivate struct Total {
        let version: String
        var requests = 0
        var errors = 0

        var sentence: String { "\(version) \(requests) requests, \(errors) errors" }
    }

    /// In the order in which they come first.
    fileprivate var byVersion: [Total] {
        samples.reduce(into: []) { totals, sample in
            let known = totals.firstIndex { $0.version == sample.version }
            let index = known ?? totals.endIndex
            if known == nil { totals.append(Total(version: sample.version)) }
            totals[index].requests += sample.values.requests
            totals[index].errors += sample.values.errors
        }
    }
}

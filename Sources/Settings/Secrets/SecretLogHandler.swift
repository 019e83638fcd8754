package import Logging

/// Hands on what is logged, without the secrets that a filter knows.
package struct SecretLogHandler<Next: LogHandler>: LogHandler {
    private var next: Next
    private let filter: SecretFilter

    package init(_ next: Next, _ filter: SecretFilter) {
        self.next = next
        self.filter = filter
    }

    package var logLevel: Logger.Level {
        get { next.logLevel }
        set { next.logLevel = newValue }
    }

    package var metadata: Logger.Metadata {
        get { next.metadata }
        set { next.metadata = newValue.mapValues(clean) }
    }

    package var metadataProvider: Logger.MetadataProvider? {
        get { next.metadataProvider }
        set {
            let filter = self
            next.metadataProvider = newValue.map { provider in
                Logger.MetadataProvider { provider.get().mapValues(filter.clean) }
            }
        }
    }

    package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { next[metadataKey: key] }
        set { next[metadataKey: key] = newValue.map(clean) }
    }

    package func log(event: LogEvent) {
        var cleaned = event
        cleaned.message = "\(filter.clean("\(event.message)"))"
        cleaned.metadata = event.metadata?.mapValues(clean)
        if let error = event.error {
            cleaned.error = nil
            cleaned.metadata = (cleaned.metadata ?? [:])
                .merging(["error": "\(filter.clean("\(error)"))"]) { $1 }
        }
        next.log(event: cleaned)
    }

    private func clean(_ value: Logger.Metadata.Value) -> Logger.Metadata.Value {
        switch value {
        case .string(let text): .string(filter.clean(text))
        case .stringConvertible(let item): .string(filter.clean("\(item)"))
        case .array(let items): .array(items.map(clean))
        case .dictionary(let items): .dictionary(items.mapValues(clean))
        @unknown default: .string(redaction)
        }
    }
}

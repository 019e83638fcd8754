import Foundation
import LedgerCore
import Logging

enum LogFormat: String, CaseIterable, Sendable {
    case json
    case text
}

/// Writes log lines to standard error: for people, or one JSON object a line for machines.
struct LineLogHandler: LogHandler {
    let label: String
    let format: LogFormat
    var logLevel: Logger.Level
    var metadata: Logger.Metadata = [:]

    init(label: String, format: LogFormat, level: Logger.Level) {
        self.label = label
        self.format = format
        self.logLevel = level
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let all = metadata.merging(event.metadata ?? [:]) { _, new in new }
        let time = Timestamp(microseconds: Int64(Date().timeIntervalSince1970 * 1_000_000))
        let line = format == .json ? json(event, all, time) : text(event, all, time)
        FileHandle.standardError.write(Data((line + "\n").utf8))
    }

    private func json(_ event: LogEvent, _ metadata: Logger.Metadata, _ time: Timestamp) -> String {
        var object: JSONObject = [
            "time": .time(time), "level": .string(event.level.rawValue), "logger": .string(label),
            "msg": .string(event.message.description),
        ]
        for (key, value) in metadata.sorted(by: { $0.key < $1.key }) {
            object[key] = .string("\(value)")
        }
        return String(decoding: object.bytes, as: UTF8.self)
    }

    /// Control characters become spaces, so that nobody can forge a line.
    private func text(_ event: LogEvent, _ metadata: Logger.Metadata, _ time: Timestamp) -> String {
        let pairs = metadata.sorted { $0.key < $1.key }.map { " \($0.key)=\($0.value)" }.joined()
        let line = "\(time) \(event.level.rawValue) \(event.message)\(pairs)"
        return String(
            line.unicodeScalars.map {
                $0.properties.generalCategory == .control ? " " : Character($0)
            })
    }
}

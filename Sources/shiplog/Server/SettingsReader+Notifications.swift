import Foundation
import Outbound

extension SettingsReader {
    /// - Returns: `nil` without the setting, when nobody is told of anything, and for a bad file.
    mutating func notifications(isRequired: Bool = false) -> NotificationSettings? {
        let example = "/etc/shiplog/notifications.json"
        let value =
            isRequired ? required("NOTIFICATIONS", example) : text("NOTIFICATIONS") ?? ""
        guard !value.isEmpty, let bytes = content(value) else { return nil }
        do throws(NotificationSettings.Problems) {
            return try NotificationSettings(parsing: bytes, secret: Self.secret)
        } catch {
            for line in error.lines { note("NOTIFICATIONS: \(line)") }
            return nil
        }
    }

    /// Of the file that is named, or the settings themselves, as `NOTIFICATIONS_FILE` gives them.
    private mutating func content(_ value: String) -> [UInt8]? {
        if value.hasPrefix("{") { return Array(value.utf8) }
        if let bytes = FileManager.default.contents(atPath: value) { return Array(bytes) }
        note("NOTIFICATIONS: \(value) cannot be read")
        return nil
    }

    /// A secret's file mostly ends with a line's end that is no part of it.
    private static func secret(_ path: String) -> String? {
        FileManager.default.contents(atPath: path).flatMap { String(data: $0, encoding: .utf8) }?
            .trimmingCharacters(in: .whitespacesAndNewlines)
    }
}

/// A path where two environments differ, both sides as anybody may see them.
package struct SettingsDifference: Sendable, Equatable {
    package let path: String
    /// `nil` where that side does not set it.
    package let left: String?
    package let right: String?

    /// - Throws: what is wrong with the file.
    package static func between(
        _ left: String, _ right: String, in document: SettingsDocument
    ) async throws(SettingsProblems) -> [SettingsDifference] {
        let one = try await SettingsLoading.written(left, of: document)
        let other = try await SettingsLoading.written(right, of: document)
        let paths = one.entries.map(\.path)
        let added = other.entries.map(\.path).filter { !paths.contains($0) }
        return (paths + added).compactMap { path in
            guard one[path]?.value != other[path]?.value else { return nil }
            return SettingsDifference(
                path: path, left: one[path]?.shown, right: other[path]?.shown)
        }
    }
}

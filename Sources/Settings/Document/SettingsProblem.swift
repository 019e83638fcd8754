/// What is wrong at one place of a settings file.
///
/// No text of it holds a value that came through a reference.
package struct SettingsProblem: Error, Sendable, Hashable {
    package let position: SourcePosition
    /// Such as `environments.production.debug`; empty for the file as a whole.
    package let path: String
    package let message: String

    package init(_ position: SourcePosition, _ path: String, _ message: String) {
        self.position = position
        self.path = path
        self.message = message
    }

    /// `file:line:column: path: message`.
    package func line(in file: String) -> String {
        let place = "\(file):\(position.line):\(position.column)"
        return path.isEmpty ? "\(place): \(message)" : "\(place): \(path): \(message)"
    }
}

/// All that is wrong, in the order of the file, each once.
package struct SettingsProblems: Error, Sendable, Equatable {
    package let all: [SettingsProblem]

    package init(_ problems: [SettingsProblem]) {
        var seen: Set<SettingsProblem> = []
        all = problems.filter { seen.insert($0).inserted }.sorted { $0.position < $1.position }
    }
}

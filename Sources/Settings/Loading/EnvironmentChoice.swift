/// Which environment is meant.
package struct EnvironmentChoice: Sendable {
    /// Why none was chosen.
    package struct Refused: Error, Sendable, Equatable { package let message: String }

    private let names: [String]
    private let variables: [String: String]

    /// - Parameter declared: the environments of the file, beside the usual three.
    package init(declared: [String], variables: [String: String]) {
        let usual = SettingsDocument.usualEnvironments
        names = usual + declared.filter { !usual.contains($0) }
        self.variables = variables
    }

    /// The one that was asked for, else that of `APP_ENV`, else development.
    ///
    /// - Parameter isRequired: nothing is guessed; so it is inside Kubernetes, where a production
    ///   pod without its variable would run as development.
    package func name(
        asked: String? = nil, isRequired: Bool = false
    ) throws(Refused) -> String {
        if let asked { return try known(asked, "--environment \(asked)") }
        if let name = variables["APP_ENV"], !name.isEmpty {
            return try known(name, "APP_ENV=\(name)")
        }
        guard !isRequired else { throw Refused(message: "APP_ENV is not set") }
        guard variables["KUBERNETES_SERVICE_HOST"] == nil else {
            throw Refused(
                message: "APP_ENV is not set; inside Kubernetes the environment must be named")
        }
        return "development"
    }

    private func known(_ name: String, _ what: String) throws(Refused) -> String {
        if let found = names.first(where: { $0.lowercased() == name.lowercased() }) {
            return found
        }
        throw Refused(
            message: "\(what): unknown environment\(Suggestion.text(for: name, among: names)) "
                + "Known: \(names.joined(separator: ", "))")
    }
}

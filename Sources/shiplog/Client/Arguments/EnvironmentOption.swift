import ArgumentParser
import LedgerCore

/// The environment of the service that a verb is about.
struct EnvironmentOption: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The environment; else SHIPLOG_ENVIRONMENT, else production.", valueName: "name"))
    var environment: String?

    func validate() throws {
        if let environment { try Self.check(environment, "--environment") }
    }

    /// - Throws: `ValidationError` unless the text is a name as the API takes it.
    static func check(_ name: String, _ what: String) throws {
        guard FieldReader.isName(name) else {
            throw ValidationError("\(what) \(FieldReader.nameRule).")
        }
    }
}

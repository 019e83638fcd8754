import ArgumentParser

/// Why a verb could not do what it was asked, as it is shown and as the program ends.
struct ClientFailure: Error, Equatable {
    let exitCode: ExitCode
    /// What is wrong, for people; shown after `error: `.
    let message: String
    /// One line each, such as a field's pointer with what is wrong there.
    var details: [String] = []
    /// What to do next; `nil` when nothing general helps.
    var advice: String?
    /// The same call may work a moment later.
    var isTransient = false

    init(
        _ exitCode: ExitCode, _ message: String, details: [String] = [], advice: String? = nil,
        isTransient: Bool = false
    ) {
        self.exitCode = exitCode
        self.message = message
        self.details = details
        self.advice = advice
        self.isTransient = isTransient
    }

    /// What was typed, or is in a file that was named, cannot be used.
    static func usage(
        _ message: String, details: [String] = [], advice: String? = nil
    ) -> ClientFailure {
        ClientFailure(.validationFailure, message, details: details, advice: advice)
    }
}

/// Words that may not appear in the code of `Sources`, and where they may after all.
struct BannedPhrase: Sendable {
    let phrase: String
    /// What to do about it.
    let advice: String
    /// Targets where the words are in their place.
    var allowedIn: Set<String> = []
    /// Files where they are, each with the reason.
    var allowedFiles: [String: String] = [:]

    func violations(in file: SourceFile) -> [Violation] {
        guard file.isInSources, !allowedIn.contains(file.target), allowedFiles[file.path] == nil
        else { return [] }
        return file.lines(with: phrase).map { line in
            Violation(path: file.path, line: line, advice: "`\(phrase)`: \(advice)")
        }
    }
}

extension BannedPhrase {
    static let traps = [
        BannedPhrase(phrase: "try!", advice: "throw, or prove it to the compiler"),
        BannedPhrase(phrase: "as!", advice: "use `as?` and handle the other case"),
        BannedPhrase(phrase: "fatalError(", advice: "throw; `precondition` for our own mistakes"),
    ]

    static let blockingOrSlow = [
        BannedPhrase(phrase: "Thread.sleep", advice: "use `Task.sleep`"),
        BannedPhrase(phrase: "usleep(", advice: "use `Task.sleep`"),
        BannedPhrase(phrase: "ISO8601DateFormatter", advice: "use `Date.ISO8601FormatStyle`"),
    ]

    static let output = [
        BannedPhrase(
            phrase: "print(", advice: "log through the logger passed in", allowedIn: ["shiplog"])
    ]

    static let clocks = ["Date()", "Date.now"].map { phrase in
        BannedPhrase(
            phrase: phrase, advice: "only the database's clock decides; take the time as argument",
            allowedIn: ["shiplog", "Servers"])
    }

    static let access = [BannedPhrase(phrase: "public", advice: "use `package`")]

    /// The targets that touch C memory.
    static let unsafeCode = [
        BannedPhrase(
            phrase: "unsafe", advice: "C memory is touched in the link targets only",
            allowedIn: ["Executors", "Postgres", "Redis", "Curl", "Servers"],
            allowedFiles: [
                "Sources/PostgresLedger/Append/AppendBatcher.swift": "an actor on the reactor",
                "Sources/PostgresLedger/Reading/NewsListener.swift": "an actor on the reactor",
            ])
    ]

    static let freeTasks = ["Task {", "Task(", "Task.detached", "Task.immediate"].map { phrase in
        BannedPhrase(
            phrase: phrase, advice: "use child tasks, or a service of the process",
            allowedFiles: freeTaskFiles)
    }

    /// Files that start tasks which nobody waits for, each with the reason.
    private static let freeTaskFiles = [
        "Sources/EventLog/InMemoryEventStore.swift": "a timer, cancelled when its wait ends",
        "Sources/Postgres/ConnectionAttempt.swift": "the way back from the dialling thread",
        "Sources/Postgres/PostgresConnection.swift": "a cancellation's way to the reactor",
        "Sources/Postgres/PostgresConnection+Cancellation.swift":
            "the way back from the cancelling thread",
        "Sources/PostgresLedger/Append/AppendBatcher.swift":
            "drains the queue while callers wait for it",
        "Sources/PostgresLedger/Reading/NewsListener.swift":
            "a cancellation's way to the reactor; the listener ends with its connection",
    ]
}

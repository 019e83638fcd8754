import Testing

struct BannedPhraseTests {
    @Test func `nothing in the sources ends the process on a bad value`() throws {
        try expectNone(of: BannedPhrase.traps)
    }

    @Test func `nothing blocks a thread to wait, or formats times slowly`() throws {
        try expectNone(of: BannedPhrase.blockingOrSlow)
    }

    @Test func `only the program prints`() throws {
        try expectNone(of: BannedPhrase.output)
    }

    @Test func `no process reads its own clock to decide`() throws {
        try expectNone(of: BannedPhrase.clocks)
    }

    @Test func `nothing is public`() throws {
        try expectNone(of: BannedPhrase.access)
    }

    @Test func `only the link targets touch C memory`() throws {
        try expectNone(of: BannedPhrase.unsafeCode)
    }

    @Test func `no task runs that nobody waits for`() throws {
        try expectNone(of: BannedPhrase.freeTasks)
    }

    @Test(arguments: [
        "let a = try! run()", "let b = c as! D", "fatalError(\"no\")",
        "Thread.sleep(forTimeInterval: 1)",
        "usleep(10)", "let f = ISO8601DateFormatter()", "print(a)", "let now = Date()",
        "let now = Date.now", "public struct A {}", "let p = unsafe pointer.pointee",
        "Task { await run() }", "Task(priority: .low) {}", "Task.detached {}",
        "Task.immediate {}",
    ])
    func `a banned phrase is found`(line: String) {
        let file = SourceFile(path: "Sources/API/Bad.swift", text: "let a = 1\n\(line)\n")

        #expect(Self.all.flatMap { $0.violations(in: file) }.map(\.line) == [2])
    }

    @Test(arguments: [
        "let a = \"try! and print(a) and \\(b) Date()\"", "// public and Task { and unsafe",
        "blueprint(a)", "startDate()", "let republic = 1", "withUnsafePointer(to: &a) {}",
        "group.addTask { await run() }", "try await Task.sleep(for: limit)",
        "let last: Task<Void, Never>?", "func `print(this)`() {}",
    ])
    func `what only looks like a banned phrase is not found`(line: String) {
        let file = SourceFile(path: "Sources/API/Good.swift", text: line + "\n")

        #expect(Self.all.flatMap { $0.violations(in: file) } == [])
    }

    @Test func `what is banned in one target may be right in another`() {
        let text = "print(Date.now)\n"

        let program = SourceFile(path: "Sources/shiplog/Now.swift", text: text)
        #expect(Self.all.flatMap { $0.violations(in: program) } == [])
        let servers = SourceFile(path: "Sources/Servers/Now.swift", text: text)
        #expect(Self.all.flatMap { $0.violations(in: servers) }.map(\.line) == [1])
    }

    private static let all =
        BannedPhrase.traps + BannedPhrase.blockingOrSlow + BannedPhrase.output
        + BannedPhrase.clocks + BannedPhrase.access + BannedPhrase.unsafeCode
        + BannedPhrase.freeTasks

    private func expectNone(of phrases: [BannedPhrase]) throws {
        let violations = try SourceTree.sourceFiles().flatMap { file in
            phrases.flatMap { $0.violations(in: file) }
        }
        #expect(violations.isEmpty, "\(violations.report)")
    }
}

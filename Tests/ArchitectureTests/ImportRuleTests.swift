import Testing

struct ImportRuleTests {
    /// Five rings, in which every arrow points inward; `nil` may import anything.
    static let rule = ImportRule(table: [
        // Ring 0: C doors.
        "CLinux": [], "CPostgres": [], "CHiredis": [], "CCurl": [],
        // Ring 1: the core and the links.
        "LedgerCore": [],
        "Executors": ["CLinux"],
        "Postgres": ["CPostgres", "Executors"],
        "Redis": ["CHiredis", "Executors"],
        "Curl": ["CCurl", "Executors"],
        // Ring 2: engines.
        "Settings": [],
        "Migrations": [],
        "Transparency": [],
        "EventLog": ["LedgerCore"],
        "WorkQueue": ["LedgerCore"],
        "Views": ["LedgerCore", "EventLog"],
        "Rollout": ["LedgerCore", "EventLog", "WorkQueue"],
        // Ring 3: outside.
        "Servers": ["CLinux", "Executors"],
        "PostgresMigrations": ["Migrations", "Postgres"],
        "Dashboard": ["LedgerCore", "Views"],
        "API": ["LedgerCore", "EventLog", "Views", "WorkQueue", "Dashboard", "Transparency"],
        "PostgresLedger": [
            "LedgerCore", "EventLog", "Views", "WorkQueue", "Migrations", "Transparency",
            "PostgresMigrations",
            // Its batcher and listener are actors on the reactor of the connections they use.
            "Postgres", "Executors",
        ],
        "RedisQueue": ["LedgerCore", "WorkQueue", "Redis"],
        "Outbound": ["LedgerCore", "Rollout", "Curl", "Executors"],
        // Ring 4: the program.
        "shiplog": nil,
        // For tests.
        "LedgerTestKit": ["LedgerCore", "EventLog", "WorkQueue", "Views", "Rollout"],
    ])

    @Test func `a target imports only what its row allows`() throws {
        let tested = try SourceTree.testFiles().filter { $0.target == "LedgerTestKit" }

        let violations = try (SourceTree.sourceFiles() + tested)
            .flatMap(Self.rule.violations)
        #expect(violations.isEmpty, "\(violations.report)")
    }

    @Test func `every target has a row`() throws {
        for target in try SourceTree.targets(in: "Sources") {
            #expect(Self.rule.table.keys.contains(target), "give \(target) a row in this file")
        }
    }

    @Test func `the core imports nothing`() throws {
        let core = try SourceTree.sourceFiles().filter { $0.target == "LedgerCore" }
        #expect(!core.isEmpty)

        let violations = core.flatMap(ImportRule.violationsOfPurity)
        #expect(violations.isEmpty, "\(violations.report)")
    }

    @Test func `an import against the table is found, however it is written`() {
        let file = SourceFile(
            path: "Sources/Views/Bad.swift",
            text: """
                import Foundation
                package import EventLog
                @testable import PostgresLedger
                import struct WorkQueue.Partition
                // import Curl
                """)

        let violations = Self.rule.violations(in: file)
        #expect(violations.map(\.line) == [3, 4])
        #expect(violations.first?.advice.contains("Views may not import PostgresLedger") == true)
    }

    @Test func `a target without a row is found`() {
        let file = SourceFile(path: "Sources/Misc/Bad.swift", text: "let number = 1\n")

        #expect(Self.rule.violations(in: file).map(\.advice) == ["give Misc a row"])
    }

    @Test func `an import in the core is found`() {
        let file = SourceFile(
            path: "Sources/LedgerCore/Bad.swift", text: "import Glibc\nlet important = 1\n")

        #expect(ImportRule.violationsOfPurity(in: file).map(\.line) == [1])
    }
}

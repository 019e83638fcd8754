// swift-tools-version:6.2
import PackageDescription

/// Every target is built alike: Swift 6, no warning left, every touch of C memory marked `unsafe`.
let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .treatAllWarnings(as: .error),
    .strictMemorySafety(),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

let log = Target.Dependency.product(name: "Logging", package: "swift-log")
let arguments = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")

let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let hummingbirdTesting = Target.Dependency.product(
    name: "HummingbirdTesting", package: "hummingbird")
let httpTypes = Target.Dependency.product(name: "HTTPTypes", package: "swift-http-types")
let unixSignals = Target.Dependency.product(
    name: "UnixSignals", package: "swift-service-lifecycle")
let lifecycle = Target.Dependency.product(
    name: "ServiceLifecycle", package: "swift-service-lifecycle")

func ring(_ name: String, _ own: [String] = [], _ other: [Target.Dependency] = []) -> Target {
    .target(
        name: name, dependencies: own.map { .init(stringLiteral: $0) } + other,
        swiftSettings: strict)
}

func tests(
    _ name: String, _ own: [String], _ other: [Target.Dependency] = [], exclude: [String] = []
) -> Target {
    .testTarget(
        name: name, dependencies: own.map { .init(stringLiteral: $0) } + other, exclude: exclude,
        swiftSettings: strict)
}

let package = Package(
    name: "shiplog",
    products: [.executable(name: "shiplog", targets: ["shiplog"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser.git", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-log.git", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-crypto.git", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-http-types.git", from: "1.8.0"),
        .package(
            url: "https://github.com/hummingbird-project/hummingbird.git", from: "2.28.1",
            traits: []),
        .package(
            url: "https://github.com/swift-server/swift-service-lifecycle.git", from: "2.13.0"),
    ],
    targets: [
        // Ring 0: C doors.
        .target(name: "CLinux"),
        .systemLibrary(name: "CPostgres", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
        .systemLibrary(name: "CHiredis", providers: [.apt(["libhiredis-dev"])]),
        .target(name: "CCurl", linkerSettings: [.linkedLibrary("curl")]),
        // Ring 1: the core, and the links to the C libraries.
        ring("LedgerCore"),
        ring("Executors", ["CLinux"]),
        ring("Postgres", ["CPostgres", "Executors"]),
        ring("Redis", ["CHiredis", "Executors"]),
        ring("Curl", ["CCurl", "Executors"]),
        // Ring 2: engines.
        ring("EventLog", ["LedgerCore"]),
        ring("WorkQueue", ["LedgerCore"]),
        ring("Views", ["LedgerCore", "EventLog"]),
        ring("Rollout", ["LedgerCore", "EventLog", "WorkQueue"], [log]),
        ring("Migrations", [], [crypto]),
        ring("Settings", [], [log]),
        ring("Transparency", [], [crypto]),
        // Ring 3: outside.
        ring("Servers", ["CLinux", "Executors"]),
        ring("PostgresMigrations", ["Migrations", "Postgres"], [crypto]),
        .target(
            name: "PostgresLedger",
            dependencies: [
                "LedgerCore", "EventLog", "Views", "WorkQueue", "Migrations", "Transparency",
                "PostgresMigrations", "Postgres", "Executors",
            ],
            resources: [
                .embedInCode("Schema/0001_ledger.sql"), .embedInCode("Schema/0002_views.sql"),
                .embedInCode("Schema/0003_transparency.sql"),
                .embedInCode("Schema/0004_history.sql"),
            ], swiftSettings: strict),
        ring("RedisQueue", ["LedgerCore", "WorkQueue", "Redis"]),
        ring("Outbound", ["LedgerCore", "Rollout", "Curl", "Executors"], [crypto]),
        ring(
            "API", ["LedgerCore", "EventLog", "Views", "WorkQueue", "Transparency"],
            [hummingbird, httpTypes, crypto, lifecycle, log]),
        // Ring 4: the program.
        .executableTarget(
            name: "shiplog",
            dependencies: [
                "LedgerCore", "EventLog", "WorkQueue", "Views", "Rollout", "Migrations",
                "PostgresMigrations", "Servers",
                "PostgresLedger", "RedisQueue", "Outbound", "API", "Postgres", "Redis", "Curl",
                "Executors", "Transparency", "Settings", arguments, hummingbird, lifecycle,
                unixSignals, log,
            ],
            swiftSettings: strict),
        // Measurements, never part of the program; `make bench` builds and runs them.
        .executableTarget(
            name: "ShiplogBenchmarks",
            dependencies: [
                "LedgerCore", "EventLog", "WorkQueue", "Views", "Rollout", "Servers",
                "PostgresLedger", "RedisQueue", "Postgres", "Redis", "Curl", "Executors", arguments,
                hummingbird, log,
            ],
            path: "Benchmarks/ShiplogBenchmarks", swiftSettings: strict),
        // Tests.
        .target(
            name: "LedgerTestKit",
            dependencies: ["LedgerCore", "EventLog", "WorkQueue", "Views", "Rollout"],
            path: "Tests/LedgerTestKit", swiftSettings: strict),
        .target(
            name: "PostgresTestKit", dependencies: ["Executors", "Postgres", "Servers"],
            path: "Tests/PostgresTestKit", swiftSettings: strict),
        tests("ArchitectureTests", []),
        tests("ExecutorsTests", ["Executors", "Servers"]),
        tests("PostgresTests", ["Postgres", "Executors", "Servers", "PostgresTestKit"]),
        tests("RedisTests", ["Redis", "Executors", "Servers"]),
        tests("CurlTests", ["Curl", "Servers"]),
        tests("ServersTests", ["Servers"]),
        tests("MigrationsTests", ["Migrations", "LedgerTestKit"]),
        tests(
            "PostgresMigrationsTests",
            [
                "Migrations", "PostgresMigrations", "Postgres", "Executors", "Servers",
                "PostgresTestKit",
            ]),
        tests("SettingsTests", ["Settings"], [log]),
        tests("TransparencyTests", ["Transparency"]),
        tests("ViewsTests", ["LedgerCore", "EventLog", "Views", "LedgerTestKit"]),
        tests(
            "APITests",
            [
                "LedgerCore", "EventLog", "WorkQueue", "Views", "API", "Curl", "LedgerTestKit",
                "Transparency",
            ], [log, lifecycle]),
        tests("LedgerCoreTests", ["LedgerCore", "LedgerTestKit"], exclude: ["Golden"]),
        tests("EventLogTests", ["LedgerCore", "EventLog", "LedgerTestKit"]),
        tests("WorkQueueTests", ["LedgerCore", "WorkQueue", "LedgerTestKit"]),
        tests(
            "PostgresLedgerTests",
            [
                "LedgerCore", "EventLog", "WorkQueue", "Views", "PostgresLedger", "Postgres",
                "Servers",
                "Executors", "Migrations", "Transparency", "PostgresMigrations", "LedgerTestKit",
                "PostgresTestKit",
            ]),
        tests(
            "RedisQueueTests",
            ["LedgerCore", "WorkQueue", "RedisQueue", "Redis", "Servers", "LedgerTestKit"]),
        tests(
            "RolloutTests", ["LedgerCore", "EventLog", "WorkQueue", "Rollout", "LedgerTestKit"],
            [log]),
        .testTarget(
            name: "SimulationTests",
            dependencies: [
                "LedgerCore", "EventLog", "WorkQueue", "Rollout", "LedgerTestKit", log,
            ],
            path: "Tests/Simulation", swiftSettings: strict),
        tests(
            "OutboundTests",
            ["LedgerCore", "Rollout", "Outbound", "Curl", "Executors", "Servers", "LedgerTestKit"]),
        tests(
            "FaultTests",
            [
                "shiplog", "LedgerCore", "EventLog", "Rollout", "PostgresLedger", "Postgres",
                "Redis", "Curl", "Executors", "Servers", "LedgerTestKit", "PostgresTestKit",
            ]),
        tests(
            "shiplogTests",
            [
                "shiplog", "LedgerCore", "EventLog", "Views", "WorkQueue", "API", "Outbound",
                "Curl", "Servers",
                "Migrations", "Settings", "Transparency", "PostgresMigrations", "PostgresLedger",
                "Postgres", "Executors", "LedgerTestKit", "PostgresTestKit",
            ], [arguments, log, hummingbird, hummingbirdTesting, httpTypes, lifecycle]),
    ]
)

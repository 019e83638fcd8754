import ArgumentParser
import Foundation
import LedgerCore
import Servers
import Testing

@testable import shiplog

/// The program's verbs on a settings file with a secret planted in every place that may hold one.
@Suite(.timeLimit(.minutes(1)))
struct EnvTests {
    private static let secret = "pl4nted-s3cret"
    private let directory: PrivateDirectory
    private var path: String { directory.path + "/settings.json" }

    init() throws {
        directory = try PrivateDirectory()
        try write(
            """
            {"environments": {
              "development": {
                "api_url": "http://u:pl4nted-s3cret@localhost:8000/?key=pl4nted-s3cret",
                "database_url": "${DB}", "redis_url": "redis://:${PW}@r/0",
                "llm_config": {"api_key": "pl4nted-s3cret", "a": "${PW}", "b": "x ${PW} y",
                  "c": ["${file:\(directory.path)/key}"], "d": "${NONE:-pl4nted-s3cret}"}},
              "production": {
                "api_url": "https://a", "redis_url": "rediss://:pl4nted-s3cret@r",
                "database_url": "${NO_SUCH:-postgres://a:pl4nted-s3cret@db}", "debug": true}}}
            """)
        try "\(Self.secret)\n".write(
            toFile: directory.path + "/key", atomically: true, encoding: .utf8)
    }

    private func write(_ text: String) throws {
        try text.write(toFile: path, atomically: true, encoding: .utf8)
    }

    private func run(
        _ words: [String], variables: [String: String] = [:]
    ) async throws -> (code: ExitCode, output: String, talk: String) {
        let console = RecordedConsole()
        let known = [
            "DB": "postgres://app:\(Self.secret)@db/x", "PW": Self.secret,
            "SHIPLOG_SETTINGS": path,
        ]
        let surroundings = Surroundings(
            variables: known.merging(variables) { $1 }, console: { _ in console.console },
            now: { Timestamp(microseconds: 0) }, interruption: {}, input: { [] })
        let verb = try #require(try Shiplog.parseAsRoot(["env"] + words) as? any EnvVerb)
        return (await verb.outcome(in: surroundings), console.output, console.talk)
    }

    @Test(arguments: [
        (["check"], ExitCode.success), (["check", "--all"], .configuration),
        (["check", "--all", "-o", "json"], .configuration), (["show"], .success),
        (["show", "--sources"], .success), (["show", "--sources", "-o", "json"], .success),
        (["show", "--environment", "production"], .configuration),
        (["diff", "development", "production"], .success),
        (["diff", "production", "development", "-o", "json"], .success),
    ])
    func `a planted secret is found nowhere`(words: [String], code: ExitCode) async throws {
        let outcome = try await run(words)

        let text = outcome.output + outcome.talk
        #expect(outcome.code == code, "\(text)")
        #expect(!text.isEmpty)
        #expect(!text.contains(Self.secret), "\(text)")
    }

    @Test func `show says where each value came from`() async throws {
        let shown = try await run(["show", "--sources"])

        let lines = shown.output.split(separator: "\n")
        func line(_ start: String) -> Substring { lines.first { $0.hasPrefix(start) } ?? "" }
        #expect(line("database_url").contains("\"postgres://app:***@db/x\""))
        #expect(line("database_url").hasSuffix("(environments.development), variable DB"))
        #expect(line("llm_config.c").hasSuffix("file \(directory.path)/key"))
        #expect(line("log_level").hasSuffix("# default"))
    }

    @Test func `a wrong file is 78, with every problem and what was not done`() async throws {
        try write("{\"environments\": {\"development\": {\"debug\": 1, \"debgu\": 1}}}")
        let checked = try await run(["check"])

        #expect(checked.code == .configuration)
        #expect(checked.talk.hasPrefix("\(path):1:34: environments.development: api_url is"))
        #expect(checked.talk.hasSuffix("5 problems in 1 file; nothing was applied\n"))
        #expect(checked.talk.contains("unknown key; did you mean debug?"))
        #expect(checked.output.isEmpty)
    }

    @Test func `the environment is that of APP_ENV, and a wrong one is 78`() async throws {
        let wrong = try await run(["check"], variables: ["APP_ENV": "prod"])
        #expect(wrong.code == .configuration)
        #expect(wrong.talk.contains("did you mean production?"))

        let pod = try await run(["check"], variables: ["KUBERNETES_SERVICE_HOST": "10.0.0.1"])
        #expect(pod.code == .configuration)
        #expect(pod.talk.contains("inside Kubernetes the environment must be named"))
    }

    @Test func `production refuses a secret's file that everybody may read`() async throws {
        try write(
            """
            {"environments": {"production": {"api_url": "https://a", "redis_url": "rediss://r",
              "database_url": "postgres://db/x?sslmode=require",
              "llm_config": {"api_key": "${file:\(directory.path)/link}"}}}}
            """)
        let files = FileManager.default
        try files.createSymbolicLink(
            atPath: directory.path + "/link", withDestinationPath: directory.path + "/key")

        for (mode, code) in [(0o604, ExitCode.configuration), (0o600, .success)] {
            try files.setAttributes(
                [.posixPermissions: mode], ofItemAtPath: directory.path + "/key")
            let checked = try await run(["check", "--environment", "production"])
            #expect(checked.code == code, "\(checked.talk)")
        }
    }

    @Test func `without a file it says how to name one`() async throws {
        let checked = try await run(["check"], variables: ["SHIPLOG_SETTINGS": ""])
        #expect(checked.code == .validationFailure)
        #expect(checked.talk.contains("next: name it, or set SHIPLOG_SETTINGS"))
    }
}

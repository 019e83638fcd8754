import ArgumentParser
import Foundation
import LedgerCore
import Synchronization
import Testing

@testable import shiplog

/// Judging without a server.
struct JudgeTests {
    private static func vectors(_ file: String) throws -> JSONObject {
        let url = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../Vectors/\(file)").standardized
        guard case .object(let document) = try JSONParser.parse(Array(try Data(contentsOf: url)))
        else { return [:] }
        return document
    }

    private func run(
        _ judge: String, _ lines: [String], isByLine: Bool = true
    ) async throws -> LedgerServer.Outcome {
        let console = RecordedConsole()
        var surroundings = Surroundings.quiet(console, [:], ManualClock())
        let waiting = WaitingLines(lines)
        surroundings.inputLine = { waiting.next() }
        surroundings.input = { Array(lines.joined(separator: "\n").utf8) }
        let arguments = ["judge", "--judge", judge, "--input", "-", "-o", "json"]
        return try await Verb.run(
            arguments + (isByLine ? ["--lines"] : []), surroundings, console)
    }

    @Test(arguments: [
        ("judge.json", "sequential", "sequential/1", 120), ("judge.json", "limit", "limit/1", 110),
        ("judge.json", "rank", "rank/1", 60), ("judge.json", "power", "power/1", 100),
        ("judge.json", "utest", "utest", 130), ("analysis.json", "mannwhitney_exact", "utest", 3),
    ])
    func `every case of the vectors is answered as they expect, field by field`(
        file: String, section: String, judge: String, count: Int
    ) async throws {
        let cases = try Self.vectors(file).objects(section)
        #expect(cases.count == count)
        let outcome = try await run(judge, cases.map(\.line))
        #expect(outcome.exitCode == .success)
        let lines = outcome.output.split(separator: "\n")
        #expect(lines.count == count)
        for (line, item) in zip(lines, cases) {
            let answer = try JSONParser.parse(Array(line.utf8))
            #expect(answer.agrees(with: item.expectation), "\(line) for \(item.line)")
        }
    }

    @Test func `a look that is gross is told for each side`() async throws {
        let text =
            #"{"looks":[[0,1000,1,9000,0.01],[150,1000,5000,10000,0.01],[150,1000,90,9000,0.01],[0,1,0,1,0.01]]}"#
        let outcome = try await run("gross", [text], isByLine: false)
        guard case .array(let looks) = try JSONParser.parse(Array(outcome.output.utf8)) else {
            Issue.record("no list")
            return
        }
        let verdicts = looks.map { look -> String? in
            guard case .object(let told) = look else { return nil }
            return told.text("verdict")
        }
        // The third look is final: nothing is asked after it.
        #expect(verdicts == ["ok", "hold_both", "fail_gross"])
    }

    @Test func `a bad line is answered by its errors in its place, and 64 at the end`() async throws
    {
        let good = #"{"canary":[2,1,3,5],"baseline":[12,11,13,15]}"#
        let outcome = try await run("utest", [good, "{", "", "[]", #"{"canary":["a"]}"#, good])
        #expect(outcome.exitCode == .validationFailure)
        let lines = outcome.output.split(separator: "\n")
        #expect(lines.count == 5)
        #expect(lines.first == lines.last)
        #expect(lines.first?.hasPrefix(#"{"u":0"#) == true)
        #expect(lines[1...3].allSatisfy { $0.hasPrefix(#"{"errors":[{"pointer":"#) })
        // Both of its problems at once.
        #expect(lines[3].contains("/canary") && lines[3].contains("/baseline"))
    }

    @Test func `a misspelt setting is refused, not judged by the default`() async throws {
        let text = #"{"settings":{"alpa":0.05,"cap":0.5},"looks":[[1,2,3],[1,2,3,4.5]]}"#
        let outcome = try await run("sequential/1", [text], isByLine: false)
        #expect(outcome.exitCode == .validationFailure)
        for pointer in ["/settings/alpa", "/settings/cap", "/looks"] {
            #expect(outcome.output.contains(pointer), "\(outcome.output)")
        }
    }

    @Test func `an unknown judge is refused with the names of those there are`() async throws {
        let outcome = try await run("kayenta/1", [])
        #expect(outcome.exitCode == .validationFailure)
        #expect(outcome.talk.contains("sequential/1, limit/1, gross/1, rank/1, power/1, utest"))
    }
}

/// The built program: answers come while its input is still open.
@Suite(.timeLimit(.minutes(1)))
struct JudgeProgramTests {
    @Test func `each line is answered before the next one is there`() throws {
        let program = Process()
        let (input, output) = (Pipe(), Pipe())
        program.executableURL = URL(filePath: try Program.path)
        program.arguments = ["judge", "--judge", "utest", "--input", "-", "--lines"]
        program.standardInput = input
        program.standardOutput = output
        try program.run()
        for value in [1, 7] {
            let line = #"{"x":[\#(value)],"y":[5]}"# + "\n"
            try input.fileHandleForWriting.write(contentsOf: Data(line.utf8))
            let answer = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
            #expect(answer.hasPrefix(#"{"U":\#(value > 5 ? 1 : 0)"#), "\(answer)")
        }
        try input.fileHandleForWriting.close()
        program.waitUntilExit()
        #expect(program.terminationStatus == 0)
    }
}

/// Lines that are there one by one.
private final class WaitingLines: Sendable {
    private let rest: Mutex<ArraySlice<String>>

    init(_ lines: [String]) { rest = Mutex(lines[...]) }

    func next() -> String? { rest.withLock { $0.popFirst() } }
}

extension JSONObject {
    /// `expect`, or the fields beside what a judge is asked.
    fileprivate var expectation: JSONValue {
        if let expected = self["expect"] { return expected }
        let asked = [
            "canary", "baseline", "confidence", "second", "x", "y", "settings",
            "requests_per_look", "baseline_rate", "stages",
        ]
        return .object(JSONObject(members.filter { !asked.contains($0.name) }))
    }
}

extension JSONValue {
    /// The same members and elements, and numbers to 1e-9 of the expected one.
    fileprivate func agrees(with expected: JSONValue) -> Bool {
        switch (self, expected) {
        case (.array(let own), .array(let others)):
            own.count == others.count && zip(own, others).allSatisfy { $0.agrees(with: $1) }
        case (.object(let own), .object(let others)):
            own.members.count == others.members.count
                && others.members.allSatisfy { own[$0.name]?.agrees(with: $0.value) ?? false }
        default:
            if let own = number, let other = expected.number {
                own == other || (own - other).magnitude <= max(1e-15, 1e-9 * other.magnitude)
            } else {
                self == expected
            }
        }
    }

    private var number: Double? {
        switch self {
        case .integer(let whole): Double(whole)
        case .number(let number): number
        default: nil
        }
    }
}

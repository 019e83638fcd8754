import Foundation
import LedgerCore
import Testing

/// `Tests/Histories` has a log for each strategy and ending, recorded once. Today's rules must fold
/// each and come to the same decisions; a log in which one was another is refused where it is.
struct HistoryTests {
    private static let directory = URL(filePath: #filePath)
        .deletingLastPathComponent().appending(path: "../../Histories").standardized

    private static func file(_ name: String) -> URL {
        directory.appending(path: name + ".ndjson")
    }

    private static func lines(_ name: String) throws -> [HistoryLine] {
        try String(contentsOf: file(name), encoding: .utf8).split(separator: "\n")
            .map { try HistoryLine(parsing: $0) }
    }

    /// A history without a file gets one, to be looked at and committed.
    @Test(arguments: HistoryScripts.all.map(\.name))
    func `every ending has its recorded history`(name: String) throws {
        let script = try #require(HistoryScripts.all.first { $0.name == name })
        guard !FileManager.default.fileExists(atPath: Self.file(name).path) else { return }
        let text = try script.make().lines.map { $0.text + "\n" }.joined()
        try text.write(to: Self.file(name), atomically: true, encoding: .utf8)
        Issue.record("\(name) was not recorded yet: look at the file and commit it")
    }

    @Test func `every recorded history is decided the same today, to its end`() throws {
        let files = try FileManager.default.contentsOfDirectory(atPath: Self.directory.path)
        #expect(files.count >= HistoryScripts.all.count)
        for file in files.sorted() {
            let name = String(file.dropLast(".ndjson".count))
            do throws(HistoryReplay.Fault) {
                let lines: [HistoryLine]
                do { lines = try Self.lines(name) } catch {
                    throw .init(index: -1, problem: "\(error)")
                }
                let state = try HistoryReplay.check(lines)
                #expect(state.active == nil, "\(name)")
                #expect(state.open == nil, "\(name)")
                #expect(state.pending.isEmpty, "\(name)")
            } catch { Issue.record("\(name): \(error)") }
        }
    }

    @Test(arguments: HistoryForgery.all)
    func `a forged history is refused where it was forged`(forgery: HistoryForgery) throws {
        var lines = try Self.lines(forgery.history)
        let index = try #require(lines.firstIndex { $0.type == forgery.type })
        try forgery.change(&lines, index)
        let fault = #expect(throws: HistoryReplay.Fault.self) {
            try HistoryReplay.check(lines)
        }
        #expect(fault?.index == index + forgery.noticedAfter, "\(fault.debugDescription)")
    }
}

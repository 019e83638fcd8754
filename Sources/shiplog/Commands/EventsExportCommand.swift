import ArgumentParser
import Foundation
import LedgerCore
import Transparency

/// `shiplog events export`: the sealed log in a file that can be checked without a server.
struct EventsExportCommand: ClientVerb {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Write the sealed log to a file, for `shiplog verify`.",
        usage: """
            shiplog events export --out log.ndjson
            shiplog verify log.ndjson --public-key ledger.pub
            """,
        discussion: """
            One event to a line, from the first to the last one of the newest checkpoint, with the \
            salt of its payload and its leaf in the tree. The manifest with the checkpoint lies \
            beside it, as FILE.manifest.json. Exit codes: 1 the server lacks events that were sealed.
            """)

    @Option(help: "The file to write.") var out: String
    @OptionGroup var client: ClientOptions

    func run(in session: ClientSession) async throws -> ExitCode {
        let answer = try await session.client.send(.get("/v1/ledger/checkpoint"))
        let manifest: ExportManifest
        do throws(NoteError) {
            let text = String(decoding: answer.body, as: UTF8.self)
            manifest = ExportManifest(try SignedCheckpoint(parsing: text))
        } catch {
            throw ClientFailure(.failure, "the server's checkpoint cannot be read: \(error)")
        }
        let count = try await write(manifest.count, session)
        try ExportFile.write(manifest.bytes, to: ExportFile.manifest(of: out))
        guard count == manifest.count else {
            throw ClientFailure(
                .failure, "the server gave \(count) of \(manifest.count) events that were sealed",
                advice: "shiplog verify \(out)")
        }
        session.console.say("\(count) events written to \(out)")
        session.console.suggest("shiplog verify \(out) --public-key FILE")
        return .success
    }

    /// - Returns: how many events the server had.
    private func write(_ size: Int64, _ session: ClientSession) async throws -> Int64 {
        try ExportFile.write([], to: out)
        let file = try FileHandle(forWritingTo: URL(fileURLWithPath: out))
        var count: Int64 = 0
        var after: Int64 = 0
        while after < size {
            let query = [
                (name: "after", value: "\(after)"),
                (name: "limit", value: "\(min(1000, size - after))"),
            ]
            let page = try await session.client.send(.get("/v1/events/export", query)).body
            let lines = page.split(separator: 0x0A)
            guard let last = lines.last, let position = Self.position(Array(last)), position > after
            else { break }
            try file.write(contentsOf: Data(page))
            count += Int64(lines.count)
            after = position
        }
        try file.close()
        return count
    }

    private static func position(_ line: [UInt8]) -> Int64? {
        (try? CanonicalParser.parseObject(line))?.whole("position")
    }
}

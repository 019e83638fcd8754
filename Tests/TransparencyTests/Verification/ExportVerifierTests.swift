import Testing
import Transparency

/// Tampers as someone would who may change everything in the database but holds no key.
@Suite struct ExportVerifierTests {
    private var export: SealedExport

    init() throws { export = try SealedExport() }

    @Test func `an honest export is in order, with any checkpoints that were kept`() {
        #expect(export.verify() == nil)
        #expect(export.verify(saved: export.checkpoints) == nil)
        #expect(export.verify(saved: export.checkpoints.reversed()) == nil)
    }

    @Test(arguments: [1, 6, 7, 12])
    func `a payload that was edited is named`(position: Int) {
        var export = export
        export.change(position, number: 99)
        expect(export.verify(), .changed, at: position)
    }

    @Test(arguments: [1, 6, 7, 12])
    func `an actor that was edited is named`(position: Int) {
        var export = export
        export.change(position, actor: "key:nobody")
        expect(export.verify(), .changed, at: position)
    }

    @Test func `an edit of which the tree was made anew shows against what was signed`() {
        var export = export
        export.change(8, actor: "key:nobody")
        export.leaves[7] = export.records[7].entry.leaf
        expect(export.verify(), .root, at: 1)
        // The more checkpoints were kept, the nearer is the place.
        expect(export.verify(saved: export.checkpoints), .root, at: 7)
    }

    @Test(arguments: [1, 3])
    func `last events that were deleted are missed`(count: Int) {
        expect(export.verify(export.lines.dropLast(count)), .count, at: 13 - count)
    }

    @Test func `an old dump that was restored is behind a checkpoint that was kept`() {
        let lines = Array(export.lines.prefix(6))
        let old = export.checkpoints[0]
        #expect(export.verify(lines, against: old) == nil)
        expect(export.verify(lines, against: old, saved: [export.newest]), .count, at: 7)
    }

    @Test func `a stream that was deleted is missed at its first event`() {
        var export = export
        let gone = export.records[1].entry.stream
        let first = export.records.first { $0.entry.stream == gone }?.entry.position ?? 0
        export.records.removeAll { $0.entry.stream == gone }
        expect(export.verify(), .position, at: Int(first))
    }

    @Test func `an event that was deleted from the middle is missed, though all move up`() throws {
        var export = export
        let removed = export.records.remove(at: 4)
        expect(export.verify(), .position, at: 5)
        // With positions, versions and leaves put in order again, the signed root is what differs.
        export.records = export.records.map { record in
            let entry = record.entry
            guard entry.position > 5 else { return record }
            let moved = entry.stream == removed.entry.stream ? entry.version - 1 : entry.version
            return .sample(at: entry.position - 1, stream: entry.stream, version: moved)
        }
        export.leaves = export.records.map(\.entry.leaf)
        expect(export.verify(saved: export.checkpoints), .root, at: 1)
    }

    @Test func `events that were swapped are named`() {
        var lines = export.lines
        lines.swapAt(3, 8)
        expect(export.verify(lines), .position, at: 4)

        var export = export
        export.change(4, number: 9)
        export.change(9, number: 4)
        expect(export.verify(), .changed, at: 4)
    }

    @Test func `an event that was put in or doubled is named`() {
        var lines = export.lines
        lines.insert(lines[5], at: 6)
        expect(export.verify(lines), .position, at: 7)
        let more = LedgerRecord.sample(at: 13, stream: "service/new", version: 1)
        expect(export.verify(export.lines + [more.line(leaf: more.entry.leaf)]), .count, at: 13)
    }

    @Test func `a version that is not the next of its stream is named`() {
        var export = export
        let entry = export.records[11].entry
        export.records[11] = .sample(
            at: 12, stream: entry.stream, version: entry.version + 1)
        expect(export.verify(), .version, at: 12)
    }

    @Test func `a log that was signed anew with another key does not have the kept roots`() throws {
        var forged = export
        forged.change(8, actor: "key:nobody")
        forged.leaves[7] = forged.records[7].entry.leaf
        let other = try #require(NoteSigner(generatingFor: "log.example/a"))
        let signed = try SignedCheckpoint(
            size: 12, root: NaiveTree.root(forged.leaves[...]), signers: [other])

        #expect(forged.verify(against: signed) == nil)
        #expect(throws: NoteError.self) { try signed.verified(by: [export.signer.verifier]) }
        expect(forged.verify(against: signed, saved: export.checkpoints), .root, at: 7)
    }

    @Test func `a fork at one size, and a checkpoint of another log, are told`() throws {
        let fork = try SignedCheckpoint(size: 12, root: .empty, signers: [export.signer])
        for kept in [[fork], [export.checkpoints[1], fork]] {
            var verifier = ExportVerifier(
                ExportManifest(export.newest), saved: kept.map(\.checkpoint))
            for line in export.lines { verifier.take(line) }
            expect(verifier.finish(), .root, at: kept.count == 1 ? 1 : 11)
            #expect(verifier.findings.contains { $0.message.contains("forked") })
        }
        let other = try #require(NoteSigner(generatingFor: "log.example/b"))
        let foreign = try SignedCheckpoint(
            size: 12, root: export.newest.checkpoint.root, signers: [other])
        expect(export.verify(saved: [foreign]), .manifest, at: nil)
    }

    @Test func `lines in the file that were edited are named`() throws {
        let line = String(decoding: export.lines[4], as: UTF8.self)
        for (old, new, kind) in [
            (#""data":5"#, #""data":6"#, Finding.Kind.payload),
            (#""salt":"05"#, #""salt":"06"#, .payload), (#""salt":"05"#, #""salt":"XX"#, .payload),
            (#""data":5,"#, "", .payload), (#""actor":"key:ci""#, #""actor":"key:cd""#, .changed),
            (#""v":1"#, #""v":2"#, .changed), (#"{"#, #"{"more":1,"#, .changed),
            (#""version":"#, #""version":0"#, .malformed),
            (#""leaf":""#, #""leaf":"A"#, .malformed),
            (#""position":5"#, #""position":5.5"#, .malformed),
            (#""stream":"#, #""stream2":"#, .malformed), ("}", "", .malformed),
        ] {
            #expect(line.contains(old))
            var lines = export.lines
            lines[4] = Array(line.replacing(old, with: new, maxReplacements: 1).utf8)
            expect(export.verify(lines), kind, at: 5)
        }
    }

    @Test func `a payload that was redacted with its salt leaves every proof as it was`() throws {
        var verifier = ExportVerifier(ExportManifest(export.newest))
        for (index, line) in export.lines.enumerated() {
            let object = try CanonicalParser.parseObject(line)
            verifier.take(index == 4 ? object.without("data", "salt").bytes : line)
        }
        #expect(verifier.finish() == nil)
        #expect(verifier.redacted == 1)
    }

    @Test func `a manifest reads back, and one that lies is told`() throws {
        let manifest = ExportManifest(export.newest)
        #expect(try ExportManifest(parsing: manifest.bytes) == manifest)
        let text = String(decoding: manifest.bytes, as: UTF8.self)
        for (old, new) in [
            (#""count":12"#, #""count":11"#), (#""first_position":1"#, #""first_position":2"#),
            (#""last_position":12"#, #""last_position":13"#),
            (manifest.root.base64 + #"""#, TreeHash.empty.base64 + #"""#),
        ] {
            let changed = Array(text.replacing(old, with: new).utf8)
            #expect(changed != manifest.bytes)
            var verifier = ExportVerifier(try ExportManifest(parsing: changed))
            for line in export.lines { verifier.take(line) }
            expect(verifier.finish(), .manifest, at: nil)
        }
        for bad in ["", "{}", text.replacing("export/1", with: "export/2")] {
            #expect(throws: NoteError.self) { try ExportManifest(parsing: Array(bad.utf8)) }
        }
    }

    private func expect(_ finding: Finding?, _ kind: Finding.Kind, at position: Int?) {
        #expect(finding?.kind == kind, "\(finding.map { "\($0)" } ?? "nothing was found")")
        #expect(finding?.position == position.map(Int64.init))
    }
}

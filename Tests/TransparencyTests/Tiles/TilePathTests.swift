import Testing
import Transparency

@Suite struct TilePathTests {
    @Test(arguments: [
        ("tile/0/000", TilePath(.hashes(level: 0), index: 0)),
        ("tile/0/999", TilePath(.hashes(level: 0), index: 999)),
        ("tile/1/x001/000", TilePath(.hashes(level: 1), index: 1000)),
        ("tile/0/x001/x234/067", TilePath(.hashes(level: 0), index: 1_234_067)),
        ("tile/63/x001/x234/067.p/255", TilePath(.hashes(level: 63), index: 1_234_067, width: 255)),
        ("tile/entries/273.p/112", TilePath(.entries, index: 273, width: 112)),
        ("tile/entries/x100/000", TilePath(.entries, index: 100_000)),
    ])
    func `a path is written as C2SP has it, and read back`(text: String, path: TilePath) {
        #expect(path.text == text)
        #expect(TilePath(text) == path)
    }

    @Test(arguments: [
        "", "tile", "tile/", "tile/0", "tile/0/", "tile/0/0", "tile/0/00", "tile/0/0000",
        "tile/0/x000/001", "tile/0/001/002", "tile/0/x001", "tile/0/x001/x002", "tile/64/000",
        "tile/-1/000", "tile/+1/000", "tile/00/000", "tile/01/000", "tile/0/-01", "tile/0/+01",
        "tile/0/000.p", "tile/0/000.p/", "tile/0/000.p/0", "tile/0/000.p/256", "tile/0/000.p/-1",
        "tile/0/000.p/+1", "tile/0/000.p/01", "tile/0/000.p/1/2", "tile/0/000/", "/tile/0/000",
        "Tile/0/000", "tile/data/000", "tile/0/x999/x999/x999/x999/x999/x999/999",
        "tile/0/٠٠٠", "tile/0/x001/../000", "tile/0/000 ", "tile//000", "tile/0/xx01/000",
    ])
    func `any other text is refused`(text: String) { #expect(TilePath(text) == nil) }

    @Test func `every number is written in one way`() {
        var random = SeededRandom(seed: 7)
        for _ in 0..<500 {
            let shift = Int.random(in: 4...62, using: &random)
            let index =
                Int64.random(in: 0...(1 << Int64(shift)), using: &random)
                % 1_000_000_000_000_000_000
            let path = TilePath(
                .hashes(level: 0), index: index, width: Int.random(in: 1...256, using: &random))
            #expect(TilePath(path.text) == path)
        }
    }
}

import Testing

@testable import shiplog

struct StyleTests {
    @Test func `a terminal has colours`() {
        #expect(
            Style(isTerminal: true, isPlain: false, ["TERM": "xterm", "NO_COLOR": ""]).isColoured)
    }

    @Test(arguments: [
        (false, false, ["TERM": "xterm"]), (true, true, [:]), (true, false, ["TERM": "dumb"]),
        (true, false, ["NO_COLOR": "1"]),
    ])
    func `a pipe, a flag or a variable takes them away`(
        isTerminal: Bool, isPlain: Bool, variables: [String: String]
    ) {
        let style = Style(isTerminal: isTerminal, isPlain: isPlain, variables)
        #expect(!style.isColoured)
        #expect(style.paint("text", .red) == "text")
    }
}

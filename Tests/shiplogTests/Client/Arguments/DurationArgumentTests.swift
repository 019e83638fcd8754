import Testing

@testable import shiplog

struct DurationArgumentTests {
    @Test(arguments: [
        ("300", 300), ("300s", 300), ("5m", 300), ("1h30m", 5400), ("1h1m1s", 3661), ("0", 0),
        ("168h", 604_800),
    ])
    func `a time span is read with and without units`(text: String, seconds: Int) {
        #expect(DurationArgument(argument: text)?.seconds == seconds)
    }

    @Test(arguments: [
        "", "m", "5x", "-5", "+5", "1m1h", "5m5", "1.5h", "5 m", "169h", "99999999", "5m5m",
    ])
    func `anything else is refused`(text: String) {
        #expect(DurationArgument(argument: text) == nil)
    }
}

import LedgerCore
import Testing

struct JSONSerializerTests {
    private func text(_ value: JSONValue) -> String { String(decoding: value.bytes, as: UTF8.self) }

    @Test func `members keep their order, and nothing is added`() {
        let object: JSONObject = ["b": 1, "a": .array([.null, true]), "c": .object([:]), "d": nil]
        #expect(String(decoding: object.bytes, as: UTF8.self) == #"{"b":1,"a":[null,true],"c":{}}"#)
        #expect(JSONValue.object(object).bytes == object.bytes)
    }

    @Test(
        arguments: [
            (0.1, "0.1"), (5.0, "5"), (-0.0, "0"), (1e15, "1000000000000000"), (1e300, "1e+300"),
            (9_007_199_254_740_992, "9007199254740992.0"),
            (-9.223372036854775808e18, "-9.223372036854776e+18"),
            (.infinity, "null"), (.nan, "null"), (1.0 / 3, "0.3333333333333333"),
        ] as [(Double, String)])
    func `a number is written as the shortest text that reads back`(
        _ number: (value: Double, text: String)
    ) {
        #expect(text(.number(number.value)) == number.text)
    }

    @Test func `only what must be escaped is escaped`() {
        #expect(text("é/🚢\u{7F}\"\\\n\r\t\u{1}\u{1F}") == #""é/🚢\#u{7F}\"\\\n\r\t\u0001\u001f""#)
    }

    @Test func `a NUL from outside does not make an event unreadable`() throws {
        let bytes = JSONValue.string("a\u{0}b").bytes
        #expect(try JSONParser.parse(bytes) == "a\u{FFFD}b")
    }
}

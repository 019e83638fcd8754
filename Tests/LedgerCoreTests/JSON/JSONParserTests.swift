import LedgerCore
import Testing

struct JSONParserTests {
    @Test(
        arguments: [
            ("null", .null), (" \t\r\n true \n", true), ("false", false), ("0", 0), ("-0", 0),
            ("-7", -7), ("9007199254740991", 9_007_199_254_740_991),
            ("-9007199254740991", -9_007_199_254_740_991), ("0.5", .number(0.5)),
            ("-1.5e-3", .number(-0.0015)), ("1E5", .number(100_000)), ("1e+2", .number(100)),
            ("1.7976931348623157e308", .number(.greatestFiniteMagnitude)),
            ("5e-324", .number(.leastNonzeroMagnitude)), (#""""#, ""),
            (#""a\/\\\"\b\f\n\r\t""#, "a/\\\"\u{8}\u{C}\n\r\t"),
            (#""\u00e9\u20AC\uD83D\uDEA2""#, "é€🚢"), (#""é€🚢\#u{7F}""#, "é€🚢\u{7F}"),
            ("[]", .array([])), ("[1,[2],{}]", .array([1, .array([2]), .object([:])])),
            ("{}", .object([:])), (#"{"":1, "a" : null}"#, .object(["": 1, "a": .null])),
            (#"{"\u0061":1,"á":2,"a\u0301":3}"#, .object(["a": 1, "á": 2, "a\u{301}": 3])),
        ] as [(String, JSONValue)])
    func `a JSON document is read`(_ document: (text: String, value: JSONValue)) throws {
        #expect(try JSONParser.parse(Array(document.text.utf8)) == document.value)
    }

    @Test(arguments: [
        "", " ", "nul", "nulll", "True", "NaN", "Infinity", "-", "+1", ".5", "1.", "1.e2", "1e",
        "1e+", "01", "-01", "00", "0x1", "1_000", "--1", "[", "]", "[1", "[1,", "[1,]", "[,1]",
        "[1 2]", "{", "}", "{1:2}", #"{"a"}"#, #"{"a":}"#, #"{"a":1,}"#, #"{"a":1"#, #"{"a" 1}"#,
        #"{,}"#, #"{"a":1 "b":2}"#, #"{'a':1}"#, #"""#, #""a"#, #""\"#, #""\x""#, #""\u12""#,
        #""\u12G4""#, #""\u+123""#, "\"\n\"", "\"\u{1F}\"", "\"\u{0}\"", "1 2", "{} {}", "null,",
        "// c\n1", "/* c */1", "\u{FEFF}1", "\u{A0}1", "[1]\u{0}", "１",
    ])
    func `a text that is no JSON is malformed`(text: String) {
        #expect(Self.code(of: Array(text.utf8)) == .malformed)
    }

    @Test(arguments: [
        #"{"a":1,"a":1}"#, #"{"a":1,"b":2,"\u0061":3}"#, #"[{"x":{"":1,"":2}}]"#,
    ])
    func `a name twice in one object is refused`(text: String) {
        #expect(Self.code(of: Array(text.utf8)) == .duplicateName)
    }

    @Test(arguments: [2, 15, 16, 17, 18, 100])
    func `a name twice is refused in an object of any size`(count: Int) {
        for double in [0, (count - 1) / 2, count - 2] {
            var names = (0..<count).map { "name-\($0)" }
            names[count - 1] = names[double]
            let text = "{" + names.map { "\"\($0)\":0" }.joined(separator: ",") + "}"
            #expect(Self.code(of: Array(text.utf8)) == .duplicateName)
        }
    }

    @Test(arguments: [
        "9007199254740992", "-9007199254740992", "9223372036854775807", "-9223372036854775808",
        "9223372036854775808", "123456789012345678901234567890", "1e400", "-1e400", "1.5e309",
    ])
    func `a number that two programs could read differently is refused`(text: String) {
        #expect(Self.code(of: Array(text.utf8)) == .unsafeNumber)
    }

    @Test(arguments: [
        #""\uD800""#, #""\uDC00""#, #""\uD800\uD800""#, #""\uD800\n""#, #""\uD83D x""#,
        #""\u0000""#, #"{"\u0000":1}"#,
    ])
    func `a lone surrogate and a NUL are refused`(text: String) {
        #expect(Self.code(of: Array(text.utf8)) == .invalidText)
    }

    @Test(
        arguments: [
            [0xFF], [0xC0, 0x80], [0xC3], [0xE2, 0x82], [0xED, 0xA0, 0x80],
            [0xF4, 0x90, 0x80, 0x80],
            [0x80], [0xF8, 0x88, 0x80, 0x80, 0x80],
        ] as [[UInt8]])
    func `bytes that are not UTF-8 are refused, also behind an escape`(bytes: [UInt8]) {
        #expect(Self.code(of: [0x22] + bytes + [0x22]) == .invalidText)
        #expect(Self.code(of: [0x22, 0x5C, 0x6E] + bytes + [0x22]) == .invalidText)
    }

    @Test func `32 levels are read and 33 are not`() throws {
        func nested(_ levels: Int) -> [UInt8] {
            Array(
                (String(repeating: #"[{"a":"#, count: levels / 2)
                    + (levels % 2 == 1 ? "[]" : "1")
                    + String(repeating: "}]", count: levels / 2)).utf8)
        }
        #expect(throws: Never.self) { try JSONParser.parse(nested(32)) }
        #expect(Self.code(of: nested(33)) == .tooDeep)
        #expect(Self.code(of: [UInt8](repeating: UInt8(ascii: "["), count: 100_000)) == .tooDeep)
    }

    @Test func `an error says at which byte`() {
        let error = #expect(throws: JSONError.self) {
            try JSONParser.parse(Array(#"{"é": tru}"#.utf8))
        }
        #expect(error?.offset == 7)
        #expect(error?.description == "not a value (at byte 7)")
    }

    private static func code(of bytes: [UInt8]) -> JSONError.Code? {
        do throws(JSONError) {
            _ = try JSONParser.parse(bytes)
            return nil
        } catch { return error.code }
    }
}

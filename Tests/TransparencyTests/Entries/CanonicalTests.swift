import Testing
import Transparency

@Suite struct CanonicalTests {
    /// RFC 8785, appendix B.
    @Test(
        arguments: [
            (0x0000_0000_0000_0000, "0"), (0x8000_0000_0000_0000, "0"),
            (0x0000_0000_0000_0001, "5e-324"), (0x8000_0000_0000_0001, "-5e-324"),
            (0x7FEF_FFFF_FFFF_FFFF, "1.7976931348623157e+308"),
            (0xFFEF_FFFF_FFFF_FFFF, "-1.7976931348623157e+308"),
            (0x4340_0000_0000_0000, "9007199254740992"),
            (0xC340_0000_0000_0000, "-9007199254740992"),
            (0x4430_0000_0000_0000, "295147905179352830000"),
            (0x44B5_2D02_C7E1_4AF5, "9.999999999999997e+22"), (0x44B5_2D02_C7E1_4AF6, "1e+23"),
            (0x44B5_2D02_C7E1_4AF7, "1.0000000000000001e+23"),
            (0x444B_1AE4_D6E2_EF4E, "999999999999999700000"),
            (0x444B_1AE4_D6E2_EF4F, "999999999999999900000"), (0x444B_1AE4_D6E2_EF50, "1e+21"),
            (0x3EB0_C6F7_A0B5_ED8C, "9.999999999999997e-7"), (0x3EB0_C6F7_A0B5_ED8D, "0.000001"),
            (0x41B3_DE43_5555_5553, "333333333.3333332"),
            (0x41B3_DE43_5555_5554, "333333333.33333325"),
            (0x41B3_DE43_5555_5555, "333333333.3333333"),
            (0x41B3_DE43_5555_5556, "333333333.3333334"),
            (0x41B3_DE43_5555_5557, "333333333.33333343"),
            (0xBECB_F647_612F_3696, "-0.0000033333333333333333"),
            (0x4314_3FF3_C1CB_0959, "1424953923781206.2"),
        ] as [(UInt64, String)])
    func `numbers are written as the RFC shows`(bits: UInt64, text: String) {
        let value = CanonicalValue.number(Double(bitPattern: bits))
        #expect(String(decoding: value.bytes, as: UTF8.self) == text)
    }

    /// RFC 8785, sections 3.2.2 and 3.2.3.
    @Test(arguments: [
        (
            #"""
            {
              "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
              "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
              "literals": [null, true, false]
            }
            """#,
            #"{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"#
                + #""string":"€$\u000f\nA'B\"\\\\\"/"}"#
        ),
        (
            #"""
            {"\u20ac": "Euro Sign", "\r": "Carriage Return", "\ufb33": "Hebrew Letter Dalet With Dagesh",
             "1": "One", "\ud83d\ude00": "Emoji: Grinning Face", "\u0080": "Control",
             "\u00f6": "Latin Small Letter O With Diaeresis"}
            """#,
            #"{"\r":"Carriage Return","1":"One",""# + "\u{80}" + #"":"Control","#
                + #""ö":"Latin Small Letter O With Diaeresis","€":"Euro Sign","#
                + #""😀":"Emoji: Grinning Face",""# + "\u{FB33}"
                + #"":"Hebrew Letter Dalet With Dagesh"}"#
        ),
    ])
    func `documents are written as the RFC shows`(text: String, canonical: String) throws {
        let value = try CanonicalParser.parse(Array(text.utf8))
        #expect(value.bytes == Array(canonical.utf8))
    }

    @Test(arguments: [
        ("[-0, 0.0, 1.0, 100, 1e2, -1.50]", "[0,0,1,100,100,-1.5]"),
        (#"{"b":1,"a":2,"B":3,"aa":4,"":5}"#, #"{"":5,"B":3,"a":2,"aa":4,"b":1}"#),
        (#""\u0000\u001f\u007f\b\f\t""#, "\"\\u0000\\u001f\u{7F}\\b\\f\\t\""),
        (" [ ] ", "[]"), ("{\t}", "{}"), ("9007199254740991", "9007199254740991"),
        // Composed and decomposed look alike and are two names.
        ("{\"\\u00e9\":1,\"e\\u0301\":2}", "{\"e\u{301}\":2,\"\u{E9}\":1}"),
    ])
    func `what may be written in several ways is written in one`(text: String, canonical: String)
        throws
    {
        #expect(try CanonicalParser.parse(Array(text.utf8)).bytes == Array(canonical.utf8))
    }

    @Test(arguments: [
        "", " ", "{", "[", "\"", "[1,]", "[,1]", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{a:1}",
        "{\"a\":1,\"a\":2}", "{\"a\":1,\"\\u0061\":2}", "01", "-", "1.", ".5", "1e", "1e+", "+1",
        "NaN", "1e400", "-1e400", "9007199254740992", "-9007199254740993", "12345678901234567890",
        "nul", "truee", "1 2", "\"\\x\"", "\"\\u12\"", "\"\\u12g4\"", "\"\\ud83d\"",
        "\"\\ude00\"", "\"\\ud83d\\u0041\"", "\"\n\"", "\"a", "'a'", "// x", "\u{FEFF}1",
    ])
    func `what has no canonical form is refused`(text: String) {
        #expect(throws: CanonicalError.self) { try CanonicalParser.parse(Array(text.utf8)) }
    }

    @Test func `bytes that are not UTF-8 are refused, and depth has an end`() throws {
        #expect(throws: CanonicalError.self) { try CanonicalParser.parse([0x22, 0xFF, 0x22]) }
        func nested(_ depth: Int) -> [UInt8] {
            Array(
                (String(repeating: "[", count: depth) + String(repeating: "]", count: depth)).utf8)
        }
        #expect(try CanonicalParser.parse(nested(64)).bytes == nested(64))
        #expect(throws: CanonicalError.self) { try CanonicalParser.parse(nested(65)) }
        #expect(throws: CanonicalError.self) {
            try CanonicalParser.parse([UInt8](repeating: UInt8(ascii: "["), count: 1_000_000))
        }
    }

    @Test func `a number that was written reads back as itself`() throws {
        var random = SeededRandom(seed: 3)
        for _ in 0..<3000 {
            let number = Double(bitPattern: random.next())
            guard number.isFinite else { continue }
            let value = CanonicalValue.number(number)
            let text = String(decoding: value.bytes, as: UTF8.self)
            // Whole numbers of 2^53 and more are written, but not read: nobody may have sent them.
            guard number.magnitude < 0x1p53 || text.contains("e") else { continue }
            #expect(try CanonicalParser.parse(value.bytes) == value, "\(text)")
        }
    }
}

import Testing

struct CodeStripperTests {
    @Test(arguments: [
        ("a // b \"c\n", "a        \n"),
        ("a /* b /* c */ d */ e", "a                   e"),
        ("f(\"b\\\"c\") + g", "f(      ) + g"),
        ("f(\"\\(x(\"}\") + y)\") + g", "f(               ) + g"),
        ("f(#\"\"\"#) + g", "f(     ) + g"),
        ("f(#\"\\(a) \\#(\"b\")\"#)", "f(                )"),
        ("let a = \"\"\"\n  }\"\n  \"\"\" + b", "let a =    \n    \n      + b"),
        ("func `it's }`() {", "func         () {"),
    ])
    func `what is not code becomes blank, and columns stay`(text: String, code: String) {
        var stripper = CodeStripper(text)

        #expect(stripper.strip() == code)
    }

    @Test func `lines with comments are known, documentation and strings are not comments`() {
        var stripper = CodeStripper("/// a\n// b\nlet c = \"// d\" /* e\n f */\nlet g = 1 // h\n")
        _ = stripper.strip()

        #expect(stripper.commentLines == [2, 3, 4, 5])
    }
}

import LedgerCore
import Testing

struct JSONPathTests {
    private static let document = #"""
        {"data": {"list": [{"a-b_1": 7}, [8, null]], "text": "x"}}
        """#

    @Test(
        arguments: [
            ("$.data.list[0].a-b_1", .integer(7)), ("$.data.list[1][0]", .integer(8)),
            ("$.data.text", .string("x")),
        ] as [(String, JSONValue)])
    func `names and indices lead to a value`(text: String, expected: JSONValue) throws {
        #expect(try value(at: text) == expected)
    }

    @Test(arguments: [
        "$.other", "$.data[0]", "$.data.list.a", "$.data.list[2]", "$.data.list[1][1]",
        "$.data.text.x", "$[0]",
    ])
    func `a path that leads elsewhere, or to null, leads to nothing`(text: String) throws {
        #expect(try value(at: text) == nil)
    }

    @Test(arguments: [
        "", "data", ".data", "$data", "$.", "$..data", "$.data.", "$.data[", "$.data[]",
        "$.data[-1]", "$.data[1", "$.data[*]", "$.da ta", "$.dåta", "$['data']", "$.a[1234567]",
        "$" + String(repeating: ".a", count: 17),
    ])
    func `anything else is no path`(text: String) {
        #expect(JSONPath(text) == nil)
    }

    @Test func `the dollar alone is the document, and sixteen steps are taken`() throws {
        #expect(try value(at: "$") == JSONParser.parse(Array(Self.document.utf8)))
        #expect(JSONPath("$" + String(repeating: "[0]", count: 16)) != nil)
    }

    private func value(at text: String) throws -> JSONValue? {
        try #require(JSONPath(text)).value(in: try JSONParser.parse(Array(Self.document.utf8)))
    }
}

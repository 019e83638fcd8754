import LedgerCore
import Testing

struct FieldReaderTests {
    private enum Colour: String, CaseIterable { case red, green }

    @Test func `all problems come out at once, each with its pointer`() {
        let reader = FieldReader([
            "text": 1, "count": .number(1.5), "share": 101, "rate": "x", "flag": 1, "id": "x",
            "time": "2026-01-01", "colour": "blue", "nested": .object(["a/b~c": 7]),
            "list": .array([.object(["n": 1]), 5]), "extra": .null,
        ])
        _ = (reader.string("text"), reader.integer("count"), reader.integer("share", in: 0...100))
        _ = (reader.optionalNumber("rate", in: 0...1), reader.flag("flag"), reader.id("id"))
        _ = (reader.time("time"), reader.choice("colour", or: Colour.red))
        _ = reader.object("nested").string("a/b~c")
        for item in reader.optionalObjects("list", count: 0...1) ?? [] { _ = item.string("n") }
        _ = reader.string("missing")
        reader.refuseUnknownFields()

        #expect(
            reader.problems.map(\.pointer) == [
                "/text", "/count", "/share", "/rate", "/flag", "/id", "/time", "/colour",
                "/nested/a~1b~0c", "/list", "/list", "/list/0/n", "/missing", "/extra",
            ])
    }

    @Test func `of many members the one that nobody asked for is told`() {
        let names = (0..<150).map { "field\($0)" }
        let reader = FieldReader(
            JSONObject(names.map { JSONObject.Member(name: $0, value: 1) }))
        for name in names.reversed() where name != "field7" && name != "field140" {
            #expect(reader.integer(name) == 1)
        }
        reader.refuseUnknownFields()
        #expect(reader.problems.map(\.pointer) == ["/field7", "/field140"])
    }

    @Test func `null counts as absent`() {
        let reader = FieldReader(["a": .null, "b": .null])
        #expect(reader.optionalString("a") == nil)
        _ = reader.object("b")
        #expect(reader.problems == [FieldProblem(pointer: "/b", detail: "is required")])
    }

    @Test func `a required object that is missing is one problem, not one for each field in it`() {
        let reader = FieldReader([:])
        let nested = reader.object("plan")
        _ = (nested.string("x"), nested.integer("y"))
        #expect(reader.problems.map(\.pointer) == ["/plan"])
    }

    @Test(arguments: ["a", "A.b_c-9", "0", String(repeating: "x", count: 100)])
    func `a safe name is taken`(name: String) {
        let reader = FieldReader(["name": .string(name)])
        #expect(reader.name("name") == name)
        #expect(reader.problems.isEmpty)
    }

    @Test(arguments: [
        "", "-a", ".a", "_a", "a b", "a/b", "ä", "a;b", "a\n", String(repeating: "x", count: 101),
    ])
    func `a name that could do harm in a path or a command is refused`(name: String) {
        let reader = FieldReader(["name": .string(name)])
        _ = reader.name("name")
        #expect(reader.problems.map(\.pointer) == ["/name"])
    }

    @Test(
        arguments: [5, "a b", "v\"1", "v\\1", "ü", "", .string(String(repeating: "v", count: 201))]
            as [JSONValue])
    func `what cannot be a version is one problem`(value: JSONValue) {
        let reader = FieldReader(["version": value])
        _ = reader.version("version")
        #expect(reader.problems.map(\.pointer) == ["/version"])
    }

    @Test(arguments: [
        ("http://10.0.0.7:8001", "http://10.0.0.7:8001"), ("https://h/", "https://h"),
        ("http://h/a/b//", "http://h/a/b"),
    ])
    func `a base URL is taken without the slashes at its end`(_ url: (given: String, kept: String))
    {
        let reader = FieldReader(["url": .string(url.given)])
        #expect(reader.url("url") == url.kept)
        #expect(reader.problems.isEmpty)
    }

    @Test(arguments: [
        "", "http://", "http:///x", "ftp://h", "h:80", "http://u:p@h", "http://h?q", "http://h#f",
        "http://h h", "http://ü", "HTTP://h", "http://h\\x",
    ])
    func `a URL that carries more than an address is refused`(url: String) {
        let reader = FieldReader(["url": .string(url)])
        _ = reader.url("url")
        #expect(reader.problems.map(\.pointer) == ["/url"])
    }
}

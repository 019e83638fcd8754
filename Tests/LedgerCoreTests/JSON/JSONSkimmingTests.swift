import LedgerCore
import Testing

struct JSONSkimmingTests {
    @Test func `members that are asked for read as in the whole document`() throws {
        for seed in 1...2000 {
            var random = SeededRandom(seed)
            let members = (0..<Int.random(in: 0...6, using: &random)).map { index in
                JSONObject.Member(
                    name: "m\(index)", value: RandomJSON.value(depth: 4, using: &random))
            }
            let wanted = members.filter { _ in Bool.random(using: &random) }
            let found = try JSONParser.members(
                named: wanted.map(\.name), of: JSONObject(members).bytes)
            #expect(found == JSONObject(wanted), "seed \(seed)")
        }
    }

    @Test(arguments: [
        #"{"x":"]}\"\\","a":1}"#, #"{"x":[{"y":"}"},[]] ,"a":1}"#, #" { "x" : -1.5e3 , "a" : 1 } "#,
        #"{"x":null,"y":true,"a":1,"z":[}"#,
    ])
    func `what is passed over ends where its brackets and quotes end`(text: String) throws {
        #expect(try JSONParser.members(named: ["a"], of: Array(text.utf8)) == ["a": 1])
    }

    @Test(arguments: [
        "", "[]", "7", "{", #"{"x""#, #"{"x":"#, #"{"x":"abc"#, #"{"x":[1,2"#, #"{"x":"\"#,
    ])
    func `a text that ends too early is refused`(text: String) {
        #expect(throws: JSONError.self) {
            try JSONParser.members(named: ["a"], of: Array(text.utf8))
        }
    }

    @Test func `damaged objects are read or refused, and never trap`() {
        for seed in 1...2000 {
            var random = SeededRandom(seed)
            let object: JSONObject = [
                "x": RandomJSON.value(depth: 3, using: &random), "a": 1,
                "y": RandomJSON.value(depth: 3, using: &random),
            ]
            let bytes = object.bytes
            let cut = Array(bytes.prefix(Int.random(in: 0..<bytes.count, using: &random)))
            do throws(JSONError) {
                _ = try JSONParser.members(named: ["y"], of: cut)
            } catch {
                #expect((0...cut.count).contains(error.offset), "seed \(seed)")
            }
        }
    }
}

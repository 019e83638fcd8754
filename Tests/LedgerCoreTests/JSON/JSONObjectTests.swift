import LedgerCore
import Testing

struct JSONObjectTests {
    @Test func `setting a member keeps its place, and nil removes it`() {
        var object: JSONObject = ["a": 1, "b": 2]
        object["a"] = 3
        object["c"] = 4
        object["b"] = nil
        object["x"] = nil
        #expect(object == ["a": 3, "c": 4])
    }

    @Test func `names that only look alike are told apart`() {
        let object: JSONObject = ["é": 1, "e\u{301}": 2]
        #expect(object["é"] == 1)
        #expect(object["e\u{301}"] == 2)
    }
}

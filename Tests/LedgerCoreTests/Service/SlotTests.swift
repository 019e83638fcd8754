import LedgerCore
import Testing

struct SlotTests {
    private func problems(_ slots: String) throws -> [FieldProblem] {
        var json = Example.settings.json
        json["slots"] = try JSONParser.parse(Array(slots.utf8))
        let reader = FieldReader(json)
        _ = ServiceSettings(reader)
        return reader.problems
    }

    @Test func `slots of several instances read back from their JSON`() {
        let reader = FieldReader(Example.fourInstances.json)
        #expect(ServiceSettings(reader) == Example.fourInstances)
        #expect(reader.problems.isEmpty)
    }

    @Test func `a slot of one instance is written as it always was`() {
        let slot = Slot(name: "blue", endpoint: "http://h:1", target: "one")
        #expect(slot.instances == [Instance(name: "blue", endpoint: "http://h:1", target: "one")])
        #expect(slot.instances(named: nil) == slot.instances)
        #expect(slot.instances(named: ["red"]) == [])
        guard case .array(let slots)? = Example.settings.json["slots"],
            case .object(let first)? = slots.first
        else {
            Issue.record("no slots")
            return
        }
        #expect(first["instances"] == nil)
        #expect(first["target"] == "one")
    }

    @Test func `slots of different sizes are refused, with both sizes`() throws {
        let found = try problems(
            #"[{"name":"a","instances":[{"endpoint":"http://h:1","target":"a1"},"#
                + #"{"endpoint":"http://h:2","target":"a2"}]},"#
                + #"{"name":"b","instances":[{"endpoint":"http://h:3","target":"b1"}]}]"#)
        #expect(found.map(\.pointer) == ["/slots"])
        #expect(found.first?.detail.contains("a has 2, b has 1") == true)
    }

    @Test func `what is there twice is named`() throws {
        let found = try problems(
            #"[{"name":"a","instances":[{"endpoint":"http://h:1","target":"x"},"#
                + #"{"endpoint":"http://h:2","target":"y"}]},"#
                + #"{"name":"b","instances":[{"endpoint":"http://h:1","target":"x"},"#
                + #"{"endpoint":"http://h:4","target":"z"}]}]"#)
        #expect(found.map(\.pointer) == ["/slots", "/slots"])
        #expect(found.map(\.detail).filter { $0.hasSuffix(": x") }.count == 1)
        #expect(found.map(\.detail).filter { $0.hasSuffix(": http://h:1") }.count == 1)
    }

    @Test func `a slot with instances has no endpoint of its own`() throws {
        let found = try problems(
            #"[{"name":"a","endpoint":"http://h:9","instances":[]},"#
                + #"{"name":"b","endpoint":"http://h:2","target":"t"}]"#)
        #expect(found.map(\.pointer).contains("/slots/0/endpoint"))
        #expect(found.map(\.pointer).contains("/slots/0/instances"))
    }
}

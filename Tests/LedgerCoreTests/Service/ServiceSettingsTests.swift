import LedgerCore
import Testing

struct ServiceSettingsTests {
    private func problems(_ change: (inout JSONObject) -> Void) -> [String] {
        var json = Example.settings.json
        change(&json)
        let reader = FieldReader(json)
        _ = ServiceSettings(reader)
        return reader.problems.map(\.pointer)
    }

    @Test func `settings read back from their JSON`() {
        let reader = FieldReader(Example.settings.json)
        #expect(ServiceSettings(reader) == Example.settings)
        #expect(reader.problems.isEmpty)
    }

    @Test func `a slot knows the other one`() {
        #expect(Example.settings.otherSlot(than: "blue")?.name == "green")
        #expect(Example.settings.otherSlot(than: "green")?.name == "blue")
        #expect(Example.settings.slot(named: "red") == nil)
    }

    @Test func `the deployer may be left out`() {
        #expect(problems { $0["deployer"] = nil } == [])
    }

    @Test func `what is missing is named`() {
        let pointers = problems { json in
            json["slots"] = nil
            json["router"] = nil
            json["metrics"] = nil
        }
        #expect(pointers == ["/slots", "/router", "/metrics"])
    }

    @Test func `two slots need two names and two targets`() {
        let slot: JSONValue = .object([
            "name": "blue", "endpoint": "http://h:1", "target": "one",
        ])
        #expect(problems { $0["slots"] = .array([slot, slot]) } == ["/slots", "/slots"])
        #expect(problems { $0["slots"] = .array([slot]) } == ["/slots"])
    }

    @Test func `an unknown kind has no fallback`() {
        #expect(
            problems { $0["router"] = .object(["kind": "magic"]) }
                == ["/router/kind", "/router/address", "/router/backend"])
        #expect(
            problems { $0["deployer"] = .object(["kind": "http", "healthy_checks": 0, "x": 1]) }
                == ["/deployer/healthy_checks", "/deployer/x"])
    }
}

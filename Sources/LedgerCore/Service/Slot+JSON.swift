extension Slot {
    init(_ fields: FieldReader) {
        let name = fields.name("name")
        guard fields.value("instances") != nil else {
            self.init(
                name: name, endpoint: fields.url("endpoint"), target: fields.name("target"))
            fields.refuseUnknownFields()
            return
        }
        for member in ["endpoint", "target"] where fields.value(member) != nil {
            fields.note("belongs to an instance when the slot has instances", at: member)
        }
        let readers = fields.optionalObjects("instances", count: 1...Self.maximumInstances) ?? []
        self.init(name: name, instances: readers.map(Instance.init))
        if Set(instances.map(\.name)).count < instances.count {
            fields.note("must have different names", at: "instances")
        }
        fields.refuseUnknownFields()
    }

    /// One instance that has the slot's name is written as the slot itself.
    var json: JSONObject {
        if instances.count == 1, let only = instances.first, only.name == name {
            return [
                "name": .string(name), "endpoint": .string(only.endpoint),
                "target": .string(only.target),
            ]
        }
        return [
            "name": .string(name), "instances": .array(instances.map { .object($0.json) }),
        ]
    }

    /// What is wrong with slots beside each other.
    static func noteProblems(of slots: [Slot], in fields: FieldReader) {
        let instances = slots.flatMap(\.instances)
        if Set(instances.map(\.target)).count < instances.count {
            let twice = duplicates(instances.map(\.target))
            fields.note("must have different targets; more than once: \(twice)", at: "slots")
        }
        guard instances.count > slots.count else { return }
        if Set(slots.map(\.instances.count)).count > 1 {
            let counts = slots.map { "\($0.name) has \($0.instances.count)" }
            fields.note(
                "must have as many instances each: \(counts.joined(separator: ", "))", at: "slots")
        }
        if Set(instances.map(\.endpoint)).count < instances.count {
            let twice = duplicates(instances.map(\.endpoint))
            fields.note(
                "must have a different endpoint for each instance; more than once: \(twice)",
                at: "slots")
        }
    }

    private static func duplicates(_ names: [String]) -> String {
        var seen: Set<String> = []
        return Set(names.filter { !seen.insert($0).inserted }).sorted().joined(separator: ", ")
    }
}

extension Instance {
    /// Without a name it has its target's.
    init(_ fields: FieldReader) {
        let target = fields.name("target")
        self.init(
            name: fields.value("name") == nil ? target : fields.name("name"),
            endpoint: fields.url("endpoint"), target: target)
        fields.refuseUnknownFields()
    }

    var json: JSONObject {
        [
            "name": name == target ? nil : .string(name), "endpoint": .string(endpoint),
            "target": .string(target),
        ]
    }
}

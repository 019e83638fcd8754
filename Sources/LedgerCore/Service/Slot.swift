/// A place where one version runs at a time, on one instance or several.
package struct Slot: Sendable, Equatable {
    package let name: String
    /// 1...``maximumInstances``, as many in both slots, in the order in which they are rolled.
    package let instances: [Instance]

    package static let maximumInstances = 50

    package init(name: String, instances: [Instance]) {
        self.name = name
        self.instances = instances
    }

    /// A slot of one instance, which has the slot's name.
    package init(name: String, endpoint: String, target: String) {
        self.init(
            name: name, instances: [Instance(name: name, endpoint: endpoint, target: target)])
    }

    /// - Parameter names: `nil` for all; names that the slot does not have are passed over.
    package func instances(named names: [String]?) -> [Instance] {
        guard let names else { return instances }
        return instances.filter { names.contains($0.name) }
    }
}

/// One process of a slot that is deployed to, asked for its health, and given traffic.
package struct Instance: Sendable, Equatable {
    /// Unique in its slot.
    package let name: String
    /// Base URL of the deployer's and the health endpoint, such as `http://10.0.0.7:8001`.
    package let endpoint: String
    /// The router's name for it, such as HAProxy's server name; unique in the service.
    package let target: String

    package init(name: String, endpoint: String, target: String) {
        self.name = name
        self.endpoint = endpoint
        self.target = target
    }
}

import LedgerCore

/// Measurements that services send by themselves.
struct SampleOperations: Sendable {
    let dependencies: APIDependencies

    init(_ dependencies: APIDependencies) { self.dependencies = dependencies }

    var all: [Operation] {
        [
            Operation(
                "POST", "/v1/environments/{environment}/services/{service}/samples",
                "Push up to 1,000 measurements of a service whose metrics are of kind pushed",
                access: .needs(.producer, reach: .named), requestSchema: "SamplePush"
            ) { request in
                try await SampleDesk(dependencies: dependencies).take(request)
            }
        ]
    }
}

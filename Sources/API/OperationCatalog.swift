/// All endpoints; a new one is a file under `Routes` and a line here.
package enum OperationCatalog {
    package static func all(_ dependencies: APIDependencies) -> [Operation] {
        let operations: [[Operation]] = [
            EnvironmentOperations(dependencies).all,
            ServiceOperations(dependencies).all,
            SampleOperations(dependencies).all,
            DeploymentOperations(dependencies).all,
            ControlOperations(dependencies).all,
            RollbackOperations(dependencies).all,
            ExplanationOperations(dependencies).all,
            FlagOperations(dependencies).all,
            FlagControlOperations(dependencies).all,
            FlagOverrideOperations(dependencies).all,
            FlagAnswerOperations(dependencies).all,
            OFREPOperations(dependencies).all,
            EventOperations(dependencies).all,
            StreamOperations(dependencies).all,
            LedgerOperations(dependencies).all,
            ExportOperations(dependencies).all,
            KeyOperations(dependencies).all,
            CommandOperations(dependencies).all,
            ProjectionOperations(dependencies).all,
            HealthOperations(dependencies).all,
            MetricsOperations(dependencies).all,
        ]
        let all = operations.flatMap(\.self)
        return all + [OpenAPIDocument.operation(describing: all)]
    }
}

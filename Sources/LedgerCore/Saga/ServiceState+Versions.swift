extension ServiceState {
    /// Those that run somewhere, may run soon, or were live once.
    package var knownVersions: Set<String> {
        var versions = Set(good).union(slots.values).union(queue.map(\.version))
        versions.formUnion(
            [live?.version, active?.target.version, active?.stable?.version]
                .compactMap(\.self))
        return versions.union(rollbackQueue.map(\.version))
    }
}

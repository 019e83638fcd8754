/// How an environment is loaded.
package struct SettingsLoading: Sendable {
    package let variables: [String: String]
    package let resolvers: [any ReferenceResolver]
    /// Lets production have what it should not have.
    package let allowsInsecure: Bool

    package init(
        variables: [String: String], resolvers: [any ReferenceResolver],
        allowsInsecure: Bool = false
    ) {
        self.variables = variables
        self.resolvers = resolvers
        self.allowsInsecure = allowsInsecure
    }

    /// Checks the whole file and resolves one environment's references, and no other's.
    ///
    /// - Throws: all that is wrong; nothing of it is to be used then.
    package func load(
        _ name: String, of document: SettingsDocument
    ) async throws(SettingsProblems) -> EnvironmentSettings {
        var problems = await SettingsWalk.problems(ofBaseIn: document)
        var chosen: EnvironmentSettings?
        for member in document.environments {
            let isChosen = member.key == name
            var walk = SettingsWalk(
                environment: member.key, document: document,
                interpolator: isChosen
                    ? Interpolator(variables: variables, resolvers: resolvers) : nil)
            let settings = await walk.settings(member)
            if isChosen, name == "production", !allowsInsecure { walk.refuseInsecure() }
            problems += walk.problems
            if isChosen { chosen = settings }
        }
        if chosen == nil {
            problems.append(
                .init(
                    .init(line: 1, column: 1), "environments.\(name)",
                    "this environment is not in the file"))
        }
        guard let chosen, problems.isEmpty else { throw SettingsProblems(problems) }
        return chosen
    }

    /// An environment as the file has it, with its references unresolved.
    ///
    /// - Throws: all that is wrong with the file.
    package static func written(
        _ name: String, of document: SettingsDocument
    ) async throws(SettingsProblems) -> EnvironmentSettings {
        var problems = await SettingsWalk.problems(ofBaseIn: document)
        var chosen: EnvironmentSettings?
        for member in document.environments {
            var walk = SettingsWalk(
                environment: member.key, document: document, interpolator: nil)
            let settings = await walk.settings(member)
            problems += walk.problems
            if member.key == name { chosen = settings }
        }
        guard let chosen, problems.isEmpty else {
            let absent = SettingsProblem(
                .init(line: 1, column: 1), "environments.\(name)",
                "this environment is not in the file")
            throw SettingsProblems(problems + (chosen == nil ? [absent] : []))
        }
        return chosen
    }
}

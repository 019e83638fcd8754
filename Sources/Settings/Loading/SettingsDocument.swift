/// A settings file: a `base`, and the environments that are laid over it.
package struct SettingsDocument: Sendable {
    /// Always known, whether the file declares them or not.
    package static let usualEnvironments = ["development", "staging", "production"]

    let base: Placed?
    let environments: [SettingsNode.Member]
    /// Paths whose values may be seen though they came through a reference.
    let shownPaths: Set<String>

    package var names: [String] { environments.map(\.key) }

    /// - Throws: what is wrong with the document, whatever environment is asked for.
    package init(_ bytes: [UInt8]) throws(SettingsProblems) {
        let root = try DocumentReader.read(bytes)
        guard let members = root.members else {
            throw SettingsProblems([
                .init(root.position, "", "expected an object, found \(root.kind)")
            ])
        }
        var problems = Self.unknown(members)
        func member(_ key: String) -> SettingsNode? { members.first { $0.key == key }?.node }

        environments = member("environments")?.members ?? []
        if let node = member("environments"), node.members == nil {
            problems.append(.init(node.position, "environments", "expected an object"))
        } else if environments.isEmpty {
            problems.append(.init(root.position, "environments", "no environment is declared"))
        }
        if let node = member("base"), node.members == nil {
            problems.append(
                .init(node.position, "base", "expected an object, found \(node.kind)"))
        }
        base = member("base").map { Placed($0, "base") }
        shownPaths = Self.paths(member("public"), &problems)
        problems += environments.filter { !Self.isName($0.key) }.map {
            .init(
                $0.keyPosition, "environments.\($0.key)",
                "a name has 1 to 63 of a-z, 0-9 and -, and begins with a letter")
        }
        guard problems.isEmpty else { throw SettingsProblems(problems) }
    }

    private static func unknown(_ members: [SettingsNode.Member]) -> [SettingsProblem] {
        let known = ["$schema", "base", "environments", "public"]
        return members.filter { !known.contains($0.key) }.map {
            .init(
                $0.keyPosition, $0.key,
                "unknown key\(Suggestion.text(for: $0.key, among: known))")
        }
    }

    private static func paths(
        _ node: SettingsNode?, _ problems: inout [SettingsProblem]
    ) -> Set<String> {
        guard let node else { return [] }
        guard case .list(let items) = node.value else {
            problems.append(.init(node.position, "public", "expected an array of paths"))
            return []
        }
        var paths: Set<String> = []
        for item in items {
            guard case .text(let path) = item.value else {
                problems.append(.init(item.position, "public", "expected a path in quotes"))
                continue
            }
            paths.insert(path)
        }
        return paths
    }

    static func isName(_ text: String) -> Bool {
        text.wholeMatch(of: /[a-z][a-z0-9-]{0,62}/) != nil
    }
}

/// Goes through one environment, checks every value and notes where it came from.
struct SettingsWalk {
    typealias Entry = EnvironmentSettings.Entry

    let environment: String
    let document: SettingsDocument
    /// Whether what is required must be there; in `base` alone it need not be.
    var isWhole = true
    /// `nil` leaves references as they are written.
    let interpolator: Interpolator?

    var problems: [SettingsProblem] = []
    private(set) var entries: [Entry] = []
    private var secrets: [String] = []

    init(environment: String, document: SettingsDocument, interpolator: Interpolator?) {
        self.environment = environment
        self.document = document
        self.interpolator = interpolator
    }

    /// What is wrong in `base`, heard by an environment or not.
    static func problems(ofBaseIn document: SettingsDocument) async -> [SettingsProblem] {
        guard let base = document.base else { return [] }
        var walk = SettingsWalk(environment: "base", document: document, interpolator: nil)
        walk.isWhole = false
        await walk.check(base, .environment, "", isSecret: false)
        return walk.problems
    }

    mutating func settings(_ member: SettingsNode.Member) async -> EnvironmentSettings {
        let own = Placed(member.node, "environments.\(member.key)")
        await check(document.base?.under(own) ?? own, .environment, "", isSecret: false)
        return EnvironmentSettings(
            environment: environment, entries: entries, filter: SecretFilter(secrets))
    }

    private mutating func check(
        _ placed: Placed, _ shape: Shape, _ path: String, isSecret: Bool
    ) async {
        switch (placed, shape) {
        case (.record(let members, let origin), .record(let fields, let others)):
            await check(members, origin, fields, others, path)
        case (.record(let members, _), .table(let each)):
            for (key, value) in members where !value.isNull {
                await check(value, each, "\(path).\(key)", isSecret: ShownValue.isSecret(key))
            }
        case (.record(let members, _), .anything):
            for (key, value) in members {
                await check(
                    value, .anything, "\(path).\(key)",
                    isSecret: isSecret || ShownValue.isSecret(key))
            }
        case (.record(_, let origin), _):
            problems.append(
                .init(origin.position, origin.path, "expected \(shape.wanted), found an object"))
        case (.leaf(let node, let origin), _):
            await check(node, origin, shape, path, isSecret)
        }
    }

    private mutating func check(
        _ members: [(key: String, value: Placed)], _ origin: Placed.Origin,
        _ fields: [Shape.Field], _ others: Shape?, _ path: String
    ) async {
        func under(_ key: String) -> String { path.isEmpty ? key : "\(path).\(key)" }
        for field in fields {
            let value = members.first { $0.key == field.name }?.value
            if let value, !value.isNull {
                let isSecret = field.isSecret || ShownValue.isSecret(field.name)
                await check(value, field.shape, under(field.name), isSecret: isSecret)
            } else if field.isRequired {
                guard isWhole else { continue }
                let message = "\(field.name) is missing, here and in base"
                problems.append(
                    .init(value?.origin.position ?? origin.position, origin.path, message))
            } else if let value = field.whenAbsent {
                entries.append(.standard(under(field.name), value))
            }
        }
        let known = fields.map(\.name)
        for (key, value) in members where !known.contains(key) {
            if let others {
                if !value.isNull {
                    await check(value, others, under(key), isSecret: ShownValue.isSecret(key))
                }
            } else {
                let hint = Suggestion.text(for: key, among: known)
                problems.append(
                    .init(value.origin.position, value.origin.path, "unknown key\(hint)"))
            }
        }
    }

    private mutating func check(
        _ node: SettingsNode, _ origin: Placed.Origin, _ shape: Shape, _ path: String,
        _ isSecret: Bool
    ) async {
        guard let filled = await fill(node, origin, shape) else { return }
        if let message = filled.isPending ? nil : ValueRule(shape).problem(filled, isSecret) {
            problems.append(.init(node.position, origin.path, message))
            return
        }
        secrets += filled.secrets
        if isSecret { secrets += filled.texts }
        if case .url = shape { secrets += filled.texts.compactMap(ShownValue.password) }
        let mayShow = document.shownPaths.contains(path)
        entries.append(
            Entry(
                path: path, value: Secret(filled.value),
                shown: filled.shown(shape, isSecret: isSecret, mayShow: mayShow),
                position: node.position,
                section: origin.path.hasPrefix("base") ? "base" : "environments.\(environment)",
                sources: filled.sources, overridden: origin.overridden))
    }

    private mutating func fill(
        _ node: SettingsNode, _ origin: Placed.Origin, _ shape: Shape
    ) async -> FilledValue? {
        do throws(ReferenceProblem) {
            return try await FilledValue(node, shape, interpolator)
        } catch {
            problems.append(.init(error.position, origin.path, error.message))
            return nil
        }
    }
}

extension EnvironmentSettings.Entry {
    static func standard(_ path: String, _ value: SettingsValue) -> Self {
        Self(
            path: path, value: Secret(value), shown: value.json, position: nil,
            section: "default", sources: [], overridden: nil)
    }
}

/// Why a value could not be filled in, and where that value is.
struct ReferenceProblem: Error {
    let position: SourcePosition
    let message: String
}

/// A value with its references resolved, or as they are written.
struct FilledValue: Sendable {
    private(set) var value: SettingsValue = .null
    /// The same with the operators' words left out, for showing what is not resolved.
    private var written: SettingsValue = .null
    private(set) var secrets: [String] = []
    private(set) var sources: [String] = []
    private(set) var hasReferences = false
    /// Its references are not resolved, so that its value is not known.
    private(set) var isPending = false

    init(
        _ node: SettingsNode, _ shape: Shape, _ interpolator: Interpolator?
    ) async throws(ReferenceProblem) {
        (value, written) = try await fill(node, interpolator)
        guard shape.isRetyped, hasReferences, !isPending, case .text(let text) = node.value,
            (try? TemplateParser.parse(text))?.isOneReference == true,
            case .text(let filled) = value
        else { return }
        value = Self.retyped(filled)
    }

    private static func retyped(_ text: String) -> SettingsValue {
        switch text.lowercased() {
        case "true": .flag(true)
        case "false": .flag(false)
        case _ where DocumentReader.isNumber(text): .number(text)
        default: .text(text)
        }
    }

    private mutating func fill(
        _ node: SettingsNode, _ interpolator: Interpolator?
    ) async throws(ReferenceProblem) -> (SettingsValue, SettingsValue) {
        switch node.value {
        case .null: return (.null, .null)
        case .flag(let flag): return (.flag(flag), .flag(flag))
        case .number(let text): return (.number(text), .number(text))
        case .text(let text): return try await fill(text, node.position, interpolator)
        case .list(let items):
            var filled: [(SettingsValue, SettingsValue)] = []
            for item in items { filled.append(try await fill(item, interpolator)) }
            return (.list(filled.map(\.0)), .list(filled.map(\.1)))
        case .record(let members):
            var filled: [(String, (SettingsValue, SettingsValue))] = []
            for member in members {
                filled.append((member.key, try await fill(member.node, interpolator)))
            }
            return (
                .record(filled.map { ($0.0, $0.1.0) }),
                .record(filled.map { ($0.0, $0.1.1) })
            )
        }
    }

    private mutating func fill(
        _ text: String, _ position: SourcePosition, _ interpolator: Interpolator?
    ) async throws(ReferenceProblem) -> (SettingsValue, SettingsValue) {
        let template: Template
        do throws(TemplateParser.Malformed) { template = try TemplateParser.parse(text) } catch {
            throw ReferenceProblem(position: position, message: error.message)
        }
        hasReferences = hasReferences || template.hasReferences
        guard let interpolator else {
            isPending = isPending || template.hasReferences
            return (.text(text), .text(template.shown))
        }
        do throws(ReferenceError) {
            let result = try await interpolator.fill(template)
            secrets += result.secrets
            sources += result.sources
            return (.text(result.text), .text(result.text))
        } catch { throw ReferenceProblem(position: position, message: error.message) }
    }

    /// Every text in it.
    var texts: [String] { Self.texts(value) }

    private static func texts(_ value: SettingsValue) -> [String] {
        switch value {
        case .text(let text): [text]
        case .list(let items): items.flatMap(texts)
        case .record(let members): members.flatMap { texts($0.value) }
        case .null, .flag, .number: []
        }
    }

    func shown(_ shape: Shape, isSecret: Bool, mayShow: Bool) -> String {
        if isPending { return pendingShown(shape, isSecret) }
        if mayShow { return value.json }
        if case .url = shape, case .text(let text) = value {
            let parts = secrets.filter { $0 != text }
            return SettingsValue.text(SecretFilter(parts).withoutValues(ShownValue.url(text))).json
        }
        if isSecret || hasReferences || holdsRecords { return redaction }
        return SecretFilter([]).clean(value.json)
    }

    /// Objects inside arrays are not looked into for keys that name secrets.
    private var holdsRecords: Bool { Self.holdsRecords(value) }

    private static func holdsRecords(_ value: SettingsValue) -> Bool {
        guard case .list(let items) = value else { return false }
        return items.contains { if case .record = $0 { true } else { holdsRecords($0) } }
    }

    /// A secret may be written beside its reference, so only pure references are shown.
    private func pendingShown(_ shape: Shape, _ isSecret: Bool) -> String {
        guard case .text(let text) = written else { return redaction }
        if case .url = shape, text.contains("://") {
            return SettingsValue.text(ShownValue.url(text)).json
        }
        guard !isSecret || isPureReference else { return redaction }
        return SettingsValue.text(text).json
    }

    private var isPureReference: Bool {
        guard case .text(let text) = value else { return false }
        return (try? TemplateParser.parse(text))?.isOneReference == true
    }
}

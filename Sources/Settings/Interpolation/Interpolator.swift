/// Puts values in the place of references.
struct Interpolator: Sendable {
    let variables: [String: String]
    let resolvers: [any ReferenceResolver]

    /// A string as it came out.
    struct Result {
        var text = ""
        /// Every value that came from outside, as a whole.
        var secrets: [String] = []
        /// Where they came from, such as `variable DATABASE_URL`.
        var sources: [String] = []
    }

    func fill(_ template: Template) async throws(ReferenceError) -> Result {
        var result = Result()
        for part in template.parts {
            switch part {
            case .literal(let text): result.text += text
            case .variable(let name, let fallback):
                try await add(name, fallback, to: &result)
            case .source(let scheme, let body):
                result.take(try await value(scheme, body), from: "\(scheme) \(body)")
            }
        }
        return result
    }

    private func add(
        _ name: String, _ fallback: Template.Fallback?, to result: inout Result
    ) async throws(ReferenceError) {
        let value = try await variable(name)
        let isSet = value.map { !$0.value.isEmpty || fallback?.emptyIsUnset != true } ?? false
        switch (fallback?.kind, isSet ? value : nil) {
        case (.alternative, .some), (.otherwise, nil):
            guard let fallback else { return }
            result.add(try await fill(fallback.template))
            result.sources.append("the default beside \(name)")
        case (.alternative, nil): break
        case (_, .some(let value)): result.take(value.value, from: value.source)
        case (.required, nil):
            throw ReferenceError("\(name) \(reason(value, fallback))")
        case (nil, nil):
            throw ReferenceError(
                "the variable \(name) is not set; set \(name) or \(name)_FILE, "
                    + "or give a default with ${\(name):-…}")
        }
    }

    private func reason(
        _ value: (value: String, source: String)?, _ fallback: Template.Fallback?
    ) -> String {
        let why = fallback?.template.shown ?? ""
        let state = value == nil ? "is not set" : "is empty"
        return why.isEmpty ? state : "\(state): \(why)"
    }

    /// The variable, or what the file holds that `NAME_FILE` names.
    private func variable(
        _ name: String
    ) async throws(ReferenceError) -> (value: String, source: String)? {
        let path = variables[name + "_FILE"]
        guard let path, !path.isEmpty else {
            return variables[name].map { ($0, "variable \(name)") }
        }
        guard variables[name] == nil else {
            throw ReferenceError("\(name) and \(name)_FILE are both set; which one is meant?")
        }
        return (try await value("file", path), "file \(path)")
    }

    private func value(_ scheme: String, _ body: String) async throws(ReferenceError) -> String {
        guard let resolver = resolvers.first(where: { $0.scheme == scheme }) else {
            let known = resolvers.map(\.scheme).sorted().joined(separator: ", ")
            throw ReferenceError("nothing here reads ${\(scheme):…}; known: \(known)")
        }
        return try await resolver.resolve(body)
    }
}

extension Interpolator.Result {
    mutating func take(_ value: String, from source: String) {
        text += value
        secrets.append(value)
        sources.append(source)
    }

    mutating func add(_ other: Interpolator.Result) {
        text += other.text
        secrets += other.secrets + [other.text]
        sources += other.sources
    }
}

/// A string with references in it, in Docker Compose's grammar, and `${scheme:body}`.
///
/// `$NAME`, `${NAME}`, `${NAME:-default}`, `${NAME-default}`, `${NAME:?why}`, `${NAME?why}`,
/// `${NAME:+other}`, `${NAME+other}`, nested at will; `$$` is one dollar sign.
struct Template: Sendable, Equatable {
    indirect enum Part: Sendable, Equatable {
        case literal(String)
        case variable(String, Fallback?)
        /// `${file:/run/secrets/key}`: asked of the resolver of that scheme.
        case source(scheme: String, body: String)
    }

    struct Fallback: Sendable, Equatable {
        enum Kind: Character, Sendable {
            case otherwise = "-"
            case required = "?"
            case alternative = "+"
        }
        let kind: Kind
        /// A colon stood before it: an empty value is as good as none.
        let emptyIsUnset: Bool
        let template: Template
    }

    let parts: [Part]

    var hasReferences: Bool {
        parts.contains { if case .literal = $0 { false } else { true } }
    }

    /// The whole string is one reference, so that its value may be a number or a boolean.
    var isOneReference: Bool { parts.count == 1 && hasReferences }

    /// As it may be shown: what stands after an operator is left out, for it may be a secret.
    var shown: String {
        parts.map { part in
            switch part {
            case .literal(let text): text
            case .variable(let name, nil): "${\(name)}"
            case .variable(let name, .some(let fallback)):
                "${\(name)\(fallback.emptyIsUnset ? ":" : "")\(fallback.kind.rawValue)…}"
            case .source(let scheme, let body): "${\(scheme):\(body)}"
            }
        }.joined()
    }
}

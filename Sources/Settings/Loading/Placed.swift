/// A node of an environment, and which section of the file says it.
///
/// `base` and the environment are laid over each other: objects key by key, `null` takes away what
/// `base` says, everything else replaces.
indirect enum Placed: Sendable {
    struct Origin: Sendable {
        /// Such as `base.rate_limits` or `environments.staging.debug`.
        let path: String
        let position: SourcePosition
        /// Where `base` says what is not heard here.
        var overridden: SourcePosition?
    }

    case leaf(SettingsNode, Origin)
    case record([(key: String, value: Placed)], Origin)

    init(_ node: SettingsNode, _ path: String) {
        let origin = Origin(path: path, position: node.position)
        guard let members = node.members else {
            self = .leaf(node, origin)
            return
        }
        self = .record(
            members.map { ($0.key, Placed($0.node, "\(path).\($0.key)")) }, origin)
    }

    var origin: Origin {
        switch self {
        case .leaf(_, let origin), .record(_, let origin): origin
        }
    }

    var isNull: Bool {
        if case .leaf(let node, _) = self, case .null = node.value { true } else { false }
    }

    /// This one, with another laid over it.
    func under(_ other: Placed) -> Placed {
        guard case .record(let mine, _) = self, case .record(let theirs, let origin) = other else {
            return other.overriding(self)
        }
        var result = mine
        for (key, value) in theirs {
            if let index = result.firstIndex(where: { $0.key == key }) {
                result[index].value = result[index].value.under(value)
            } else {
                result.append((key, value))
            }
        }
        return .record(result, origin)
    }

    private func overriding(_ other: Placed) -> Placed {
        switch self {
        case .leaf(let node, var origin):
            origin.overridden = other.origin.position
            return .leaf(node, origin)
        case .record(let members, var origin):
            origin.overridden = other.origin.position
            return .record(members, origin)
        }
    }
}

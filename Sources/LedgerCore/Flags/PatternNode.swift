/// A part of a regular expression, as it was written.
indirect enum PatternNode: Equatable {
    case scalar(ScalarSet)
    case start
    case end
    case sequence([PatternNode])
    case either([PatternNode])
    /// - Parameter most: `nil` is without an end.
    case repeated(PatternNode, least: Int, most: Int?)

    /// Steps that an expression may come to.
    static let maximumSize = 500
    static let maximumRepeats = 100

    /// How many steps it comes to; capped, so that no nesting overflows.
    var size: Int {
        switch self {
        case .scalar, .start, .end: 1
        case .sequence(let parts): cap(parts.reduce(0) { $0 + $1.size })
        case .either(let parts): cap(parts.reduce(0) { $0 + $1.size + 2 })
        case .repeated(let part, let least, let most):
            cap((part.size + 2) * max(most ?? least + 1, 1))
        }
    }

    private func cap(_ size: Int) -> Int { min(size, Self.maximumSize + 1) }

    func append(to steps: inout [TextPattern.Step]) {
        switch self {
        case .scalar(let set): steps.append(.scalar(set))
        case .start: steps.append(.start)
        case .end: steps.append(.end)
        case .sequence(let parts): for part in parts { part.append(to: &steps) }
        case .either(let parts): Self.append(parts[...], to: &steps)
        case .repeated(let part, let least, let most):
            for _ in 0..<least { part.append(to: &steps) }
            guard let most else {
                Self.appendLoop(part, to: &steps)
                return
            }
            for _ in least..<most { Self.appendOptional(part, to: &steps) }
        }
    }

    private static func append(_ parts: ArraySlice<PatternNode>, to steps: inout [TextPattern.Step])
    {
        guard let first = parts.first else { return }
        guard parts.count > 1 else {
            first.append(to: &steps)
            return
        }
        let fork = steps.count
        steps.append(.match)
        first.append(to: &steps)
        let jump = steps.count
        steps.append(.match)
        steps[fork] = .fork(fork + 1, steps.count)
        append(parts.dropFirst(), to: &steps)
        steps[jump] = .jump(steps.count)
    }

    private static func appendLoop(_ part: PatternNode, to steps: inout [TextPattern.Step]) {
        let fork = steps.count
        steps.append(.match)
        part.append(to: &steps)
        steps.append(.jump(fork))
        steps[fork] = .fork(fork + 1, steps.count)
    }

    private static func appendOptional(_ part: PatternNode, to steps: inout [TextPattern.Step]) {
        let fork = steps.count
        steps.append(.match)
        part.append(to: &steps)
        steps[fork] = .fork(fork + 1, steps.count)
    }
}

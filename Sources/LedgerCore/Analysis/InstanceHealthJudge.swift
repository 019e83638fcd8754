/// Judges a look by what instances say of themselves, and the router of them; nothing is measured.
package enum InstanceHealthJudge {
    package static let name = "instance-health/1"

    /// What one instance said.
    package enum Answer: Sendable, Equatable {
        case well
        /// It says it is not, or the router holds it for dead.
        case unwell(String)
        /// Silence, or another version: no evidence, good or bad.
        case unclear(String)
    }

    /// One check for all of them; no answer at all is never good.
    ///
    /// - Parameters:
    ///   - answers: by the instance's name.
    ///   - tolerated: how many may be unwell or unclear.
    package static func check(_ answers: [String: Answer], tolerated: Int) -> Check {
        let unwell = answers.filter { if case .unwell = $0.value { true } else { false } }
        let unclear = answers.filter { if case .unclear = $0.value { true } else { false } }
        let well = answers.count - unwell.count - unclear.count
        let result: Verdict.Kind =
            if unwell.count > tolerated {
                .fail
            } else if unwell.count + unclear.count > tolerated {
                .error
            } else {
                well > 0 ? .ok : .noData
            }
        return Check("health", result, detail: detail(answers, well: well))
    }

    /// `nil` when all are well; the first few of the others by name.
    private static func detail(_ answers: [String: Answer], well: Int) -> String? {
        let problems = answers.sorted { $0.key < $1.key }.compactMap { name, answer -> String? in
            switch answer {
            case .well: nil
            case .unwell(let text), .unclear(let text): "\(name): \(text)"
            }
        }
        guard !problems.isEmpty else { return nil }
        let shown = problems.prefix(3).joined(separator: "; ")
        return "\(well) of \(answers.count) well; \(shown)"
    }
}

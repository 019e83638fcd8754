import Testing

/// The simulator is worth what it finds: each known mistake is switched on, and must show.
struct MutationGuardTests {
    @Test(arguments: Mistake.allCases)
    func `each known mistake is found`(mistake: Mistake) async {
        let finding = await onThread { Self.find(mistake) }
        #expect(finding != nil, "nothing shows \(mistake)")
        if let finding { print("\(mistake): \(finding)") }
    }

    @Test(arguments: Script.all)
    func `without a mistake a script keeps its bound`(script: Script) async {
        let complaint = await onThread { script.complaint(with: nil) }
        #expect(complaint == nil)
    }

    /// The scripts first, as they are quick; then drawn worlds.
    private static func find(_ mistake: Mistake) -> String? {
        for script in Script.all {
            if let complaint = script.complaint(with: mistake) {
                return "\(complaint) (\(script.testDescription))"
            }
        }
        for seed in 1...mistake.seeds {
            if let violation = Play(seed: seed, mistake: mistake).violations.first {
                return "\(violation) (seed \(seed))"
            }
        }
        return nil
    }
}

extension Mistake {
    /// So many drawn worlds show it at the latest.
    fileprivate var seeds: Int { 60 }
}

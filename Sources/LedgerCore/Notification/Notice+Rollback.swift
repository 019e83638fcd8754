extension Notice {
    /// Only while the traffic must leave a version: everything else is tried again in peace.
    static func stuck(_ fact: ServiceEvent.EffectFailed, _ source: Source) -> Notice? {
        guard let saga = source.saga, saga.isAborting || saga.kind == .rollback else { return nil }
        let leaves = saga.isAborting ? saga.target.version : source.before.live?.version
        return Notice(
            .trafficStuck, .page, "Traffic may stay on \(leaves ?? "a bad version")",
            "The router could not be set: \(fact.code). It is tried again until it succeeds; "
                + "until then users may see \(leaves ?? "the version to be left").")
    }

    static func drifted(_ fact: ServiceEvent.Drifted) -> Notice {
        let found = fact.found.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value) %" }
        let wanted = fact.wanted.shares.map { "\($0.slot) \($0.percent) %" }
        return Notice(
            .trafficDrifted, .warn, "The traffic was not as decided",
            "The router showed \(found.joined(separator: ", ")); wanted is "
                + "\(wanted.joined(separator: ", ")), which is being set again.")
    }

    static func started(_ fact: ServiceEvent.RollbackStarted) -> Notice {
        let from = fact.from?.version ?? "what is live"
        guard let evidence = fact.evidence else {
            return Notice(
                .rollbackStarted, .info, "Going back to \(fact.to.version)",
                "A rollback from \(from) to \(fact.to.version) started, as people asked.")
        }
        return Notice(
            .rollbackStarted, .page, "\(from) fails: going back to \(fact.to.version)",
            "\(from) failed its conditions in \(looks(evidence)) while live, so \(fact.to.version) "
                + "takes its place. \(from) is marked bad.")
    }

    static func blocked(_ fact: ServiceEvent.RollbackBlocked, _ source: Source) -> Notice {
        let live = source.before.live?.version ?? "What is live"
        let wait = fact.until.map { until in
            " It may start in \(Source.duration(seconds: until.seconds(since: source.at))),"
                + " should the failures go on."
        }
        let reason =
            switch fact.reason {
            case .cooldown: "the last rollback is too recent"
            case .limit: "as many as are allowed in an hour have started"
            case .noTarget: "no earlier good version is known"
            }
        return Notice(
            .rollbackBlocked, .page, "\(live) fails and is not taken back",
            "\(live) failed its conditions in \(looks(fact.evidence)), and no rollback starts: "
                + "\(reason).\(wait ?? " Only a person can help.")")
    }

    static func rolledBack(_ source: Source) -> Notice {
        Notice(
            .rollbackCompleted, .info, "\(source.version) is live again",
            "The rollback to \(source.version) completed after \(source.elapsed).")
    }

    static func ineffective(_ fact: ServiceEvent.RollbackIneffective) -> Notice {
        Notice(
            .rollbackIneffective, .page, "The rollback did not help",
            "\(fact.to) fails too, by \(looks(fact.evidence)), so \(fact.from) is not at fault by "
                + "itself; nothing is taken back any more without a person.")
    }
}

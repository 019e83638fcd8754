import LedgerCore

/// A body of samples, by the database's clock.
struct SamplePush {
    /// What is kept, one of each version and window.
    let samples: [PushedSample]
    /// Those that ``samples`` are the sums of.
    let keptCount: Int
    /// Left out, as they ended too long ago to be of any window.
    let lateCount: Int

    /// After its end a sample is taken for so long, and no look is given what is older.
    static let maximumAgeSeconds = 120
    /// A clock that says nothing of itself may be ahead by so much.
    static let toleranceSeconds = 5

    /// - Parameters:
    ///   - versions: those that the service is known to have.
    ///   - now: by the database's clock.
    init(_ fields: FieldReader, versions: Set<String>, now: Timestamp) {
        let clock = Clock(now: now, sentAt: fields.optionalTime("sent_at"))
        let readers = fields.optionalObjects("samples", count: 1...PushEvent.Batch.sampleLimit)
        if fields.value("samples") == nil { fields.note("is required", at: "samples") }
        let all = (readers ?? []).map { Self.sample($0, versions, clock) }
        let oldest = now.adding(seconds: -Self.maximumAgeSeconds)
        let kept = all.filter { $0.endedAt >= oldest }
        keptCount = kept.count
        lateCount = all.count - kept.count
        samples = PushedSample.merged(kept)
        let windows = samples.count
        if windows > PushEvent.Batch.windowLimit {
            fields.note(
                "are of \(windows) different windows and versions, and \(PushEvent.Batch.windowLimit) "
                    + "can be in one batch: send several", at: "samples")
        }
    }

    /// The sender's clock, if it says what it shows.
    private struct Clock {
        let now: Timestamp
        let sentAt: Timestamp?

        /// - Returns: `nil` for what had not ended when it was sent.
        func time(of end: Timestamp) -> Timestamp? {
            guard let sentAt else {
                let latest = now.adding(seconds: SamplePush.toleranceSeconds)
                return end <= latest ? min(end, now) : nil
            }
            guard end <= sentAt else { return nil }
            let (age, overflows) = sentAt.microseconds.subtractingReportingOverflow(
                end.microseconds)
            return Timestamp(microseconds: overflows ? .min : now.microseconds - min(age, 1 << 60))
        }
    }

    private static func sample(
        _ fields: FieldReader, _ versions: Set<String>, _ clock: Clock
    ) -> PushedSample {
        let version = fields.version("version")
        if FieldReader.isVersion(version), !versions.contains(version) {
            fields.note(
                "is not a version that this service has, had or was asked for", at: "version")
        }
        let end = fields.optionalTime("at").map { at in clock.time(of: at) } ?? clock.now
        if end == nil {
            fields.note(
                clock.sentAt == nil
                    ? "is in the future: where clocks differ, say what yours shows by sent_at"
                    : "is after sent_at", at: "at")
        }
        let values = Measurement.Values(pushed: fields)
        let sample = PushedSample(
            version: version, endedAt: end ?? clock.now,
            seconds: fields.integer("seconds", in: PushedSample.secondsRange), values: values)
        fields.refuseUnknownFields()
        return sample
    }
}

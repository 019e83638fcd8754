/// What a decision rests on: the looks of the samples stream, as far as that stream had come.
package struct Evidence: Sendable, Equatable {
    /// Version of the samples stream when it was decided; 0 when nothing had been measured.
    package let samplesVersion: Int64
    /// Versions of the verdicts in the samples stream that counted; newest last.
    package let verdicts: [Int64]
    /// Name and version of the judge, such as `guarded-ratio/1`; `nil` when none was asked.
    package let judge: String?

    package init(samplesVersion: Int64, verdicts: [Int64], judge: String?) {
        self.samplesVersion = samplesVersion
        self.verdicts = verdicts
        self.judge = judge
    }

    package init(_ fields: FieldReader) {
        let verdicts = fields.optionalArray("verdicts", count: 0...10_000) ?? []
        self.init(
            samplesVersion: Int64(fields.integer("samples_version", in: 0...Int.max)),
            verdicts: verdicts.compactMap { if case .integer(let v) = $0 { v } else { nil } },
            judge: fields.optionalString("judge"))
    }

    package var json: JSONObject {
        [
            "samples_version": .integer(samplesVersion),
            "verdicts": .array(verdicts.map { .integer($0) }), "judge": .string(judge),
        ]
    }
}

/// How to undo, when that needs a decision.
package struct UndoPolicy: Sendable, Equatable {
    package enum DownSource: String, Sendable, CaseIterable { case stored, file }

    /// Whose down block runs when the file's and the stored one differ; `nil` refuses then.
    package var downSource: DownSource?
    /// Take the record of an irreversible step away and leave its schema as it is.
    package var forcesIrreversible = false

    package init() {}
}

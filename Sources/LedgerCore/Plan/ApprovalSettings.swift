/// Who may approve a stage that asks for it, and how long it waits for them.
package struct ApprovalSettings: Sendable, Equatable {
    /// Whoever asked for the deployment may approve it too.
    package let authorMayApprove: Bool
    /// How long past its duration a stage waits for people, before the deployment ends.
    package let deadlineSeconds: Int

    /// Three days, so that a weekend does not end a deployment.
    package init(authorMayApprove: Bool = true, deadlineSeconds: Int = 259_200) {
        self.authorMayApprove = authorMayApprove
        self.deadlineSeconds = deadlineSeconds
    }

    package init(_ fields: FieldReader) {
        let standard = ApprovalSettings()
        self.init(
            authorMayApprove: fields.optionalFlag("author_may_approve")
                ?? standard.authorMayApprove,
            deadlineSeconds: fields.optionalInteger("deadline_seconds", in: 1...2_592_000)
                ?? standard.deadlineSeconds)
        fields.refuseUnknownFields()
    }

    package var json: JSONObject {
        [
            "author_may_approve": .bool(authorMayApprove),
            "deadline_seconds": .integer(deadlineSeconds),
        ]
    }
}

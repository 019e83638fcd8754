/// What one user gets, whatever rules and strategy say, also while the flag is not enabled.
package struct FlagOverride: Sendable, Equatable {
    package let user: String
    package let variant: String
    /// It counts before this moment; `nil` for ever.
    package let expiresAt: Timestamp?

    package init(user: String, variant: String, expiresAt: Timestamp? = nil) {
        self.user = user
        self.variant = variant
        self.expiresAt = expiresAt
    }

    package func isInForce(at now: Timestamp) -> Bool { expiresAt.map { now < $0 } ?? true }
}

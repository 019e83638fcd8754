package import Rollout

/// The error that a call to the outside fails with; `nil` when it does not fail.
package func outboundError<Value>(
    _ call: () async throws(OutboundError) -> Value
) async -> OutboundError? {
    do throws(OutboundError) {
        _ = try await call()
        return nil
    } catch {
        return error
    }
}

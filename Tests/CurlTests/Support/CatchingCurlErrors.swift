import Curl

/// The error that an operation fails with; `nil` when it does not fail.
func curlError<Value>(
    _ operation: () async throws(CurlError) -> Value
) async -> CurlError? {
    do throws(CurlError) {
        _ = try await operation()
        return nil
    } catch {
        return error
    }
}

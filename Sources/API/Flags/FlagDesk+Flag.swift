import LedgerCore

extension FlagDesk {
    /// Submits a command whose answer is the flag as it is then.
    func submit(
        _ request: APIRequest, _ place: FlagPlace, _ reason: String?, _ expected: Int64? = nil,
        status: Int = 200, command: @escaping @Sendable (FlagState) throws -> FlagCommand
    ) async throws -> APIResponse {
        try await submit(
            .init(
                place: place, request: request, reason: reason, expected: expected,
                command: command,
                answer: { state in
                    APIResponse(
                        status, FlagDocuments.document(of: state, at: place, showsTimes: false),
                        headers: [
                            "ETag": FlagDocuments.tag(state), "Location": place.path,
                        ])
                }))
    }
}

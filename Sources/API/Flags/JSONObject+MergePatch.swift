import LedgerCore

extension JSONObject {
    /// This object with a merge patch (RFC 7396) laid over it: `null` takes a member away.
    func patched(with patch: JSONObject) -> JSONObject {
        var result = self
        for member in patch.members {
            switch member.value {
            case .null: result[member.name] = nil
            case .object(let inner):
                if case .object(let own)? = result[member.name] {
                    result[member.name] = .object(own.patched(with: inner))
                } else {
                    result[member.name] = .object(JSONObject().patched(with: inner))
                }
            default: result[member.name] = member.value
            }
        }
        return result
    }
}

import Rollout

/// Tells HAProxy's errors apart, which are mere text on a connection that went well.
enum HAProxyRefusal {
    /// How the refusals begin (HAProxy 2.6); each says that its command changed nothing.
    private static let beginnings = [
        "No such server.", "No such backend.", "Can't find backend.", "Can't find server.",
        "Absolute weight can only be between", "Relative weight can only be between",
        "Empty weight string", "Backend is using a static LB algorithm",
        "Require 'backend/server'.", "Permission denied", "Unknown map identifier",
        "Version number out of range", "Version number in the future",
    ]

    /// Returns when every command succeeded, which HAProxy says by an empty line for each.
    ///
    /// - Parameter commands: how many were sent; with fewer lines the connection was cut.
    /// - Throws: ``OutboundError/Code/refused`` for a known refusal, else
    ///   ``OutboundError/Code/malformed``.
    static func check(_ answer: String, commands: Int) throws(OutboundError) {
        let lines = answer.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
        guard let first = lines.first(where: { !$0.isEmpty }) else {
            if lines.count == commands { return }
            throw OutboundError(.malformed, "HAProxy closed before it had answered everything")
        }
        guard let known = beginnings.first(where: first.hasPrefix) else {
            throw OutboundError(.malformed, "HAProxy gave an answer that we do not know")
        }
        throw OutboundError(.refused, "HAProxy: \(known)")
    }
}

import LedgerCore
import Rollout

/// The map of users in HAProxy's memory, which its configuration looks users up in.
///
/// A new content is prepared beside the old one and takes its place at once.
struct HAProxyUserMap {
    let runtime: HAProxyRuntime
    let map: UserMap

    /// Commands that bring this content into force.
    ///
    /// - Throws: ``OutboundError/Code/refused`` when HAProxy has no such map.
    func commands(for content: HAProxyUserEntries) async throws(OutboundError) -> [String] {
        let version = try await prepare()
        let additions = content.entries.map { entry in
            "add map @\(version) \(map.path) \(entry.key) \(entry.value)"
        }
        return additions + ["commit map @\(version) \(map.path)"]
    }

    func content() async throws(OutboundError) -> HAProxyUserEntries {
        let answer = try await runtime.ask("show map \(map.path)")
        guard answer.isEmpty || answer == "\n" || answer.hasPrefix("0x") else {
            try HAProxyRefusal.check(answer, commands: 0)
            throw OutboundError(.malformed, "HAProxy's map is not as we know it")
        }
        guard answer.hasSuffix("\n") else {
            throw OutboundError(.malformed, "HAProxy closed before it had shown its map")
        }
        return HAProxyUserEntries(answer, traits: map.traits)
    }

    private func prepare() async throws(OutboundError) -> Int {
        let answer = try await runtime.ask("prepare map \(map.path)")
        let words = answer.split(whereSeparator: \.isWhitespace)
        if answer.hasPrefix("New version created:"), let version = words.last.flatMap({ Int($0) }) {
            return version
        }
        try HAProxyRefusal.check(answer, commands: 0)
        throw OutboundError(.malformed, "HAProxy prepared no version of its map")
    }
}

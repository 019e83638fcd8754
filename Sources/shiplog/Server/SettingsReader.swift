import API
import Curl
import Foundation
import LedgerCore
import Logging
import Redis
import Transparency

/// Looks settings up by name, each also as `NAME_FILE`, and collects what is wrong.
struct SettingsReader {
    /// What the command line said; it wins.
    var flags: [String: String] = [:]
    let environment: [String: String]
    private(set) var problems: [String] = []

    init(flags: [String: String?], environment: [String: String]) {
        self.flags = flags.compactMapValues { $0 }
        self.environment = environment
    }

    mutating func note(_ problem: String) { problems.append(problem) }

    mutating func text(_ name: String) -> String? {
        if let flag = flags[name] { return flag }
        let value = environment[name].flatMap { $0.isEmpty ? nil : $0 }
        guard let path = environment["\(name)_FILE"], !path.isEmpty else { return value }
        if value != nil {
            note("\(name) and \(name)_FILE are both set; keep one")
            return value
        }
        guard let data = FileManager.default.contents(atPath: path),
            let text = String(data: data, encoding: .utf8)
        else {
            note("\(name)_FILE: \(path) cannot be read")
            return nil
        }
        return text.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// - Parameter example: shown to whoever left it out.
    mutating func required(_ name: String, _ example: String) -> String {
        if let value = text(name) { return value }
        note("\(name) is not set; for example \(name)=\(example)")
        return ""
    }

    mutating func integer(_ name: String, in range: ClosedRange<Int>, or standIn: Int) -> Int {
        guard let text = text(name) else { return standIn }
        if let number = Int(text), range.contains(number) { return number }
        note("\(name) must be a whole number from \(range.lowerBound) to \(range.upperBound)")
        return standIn
    }

    /// `false` when absent.
    mutating func flag(_ name: String) -> Bool {
        guard let text = text(name) else { return false }
        if let flag = Bool(text.lowercased()) { return flag }
        note("\(name) must be true or false")
        return false
    }

    mutating func choice<Choice: RawRepresentable & CaseIterable>(
        _ name: String, or standIn: Choice
    ) -> Choice where Choice.RawValue == String {
        guard let text = text(name) else { return standIn }
        if let choice = Choice(rawValue: text.lowercased()) { return choice }
        let choices = Choice.allCases.map(\.rawValue).joined(separator: ", ")
        note("\(name) must be one of: \(choices)")
        return standIn
    }

    mutating func redis(isRequired: Bool) -> RedisAddress {
        let nowhere = RedisAddress(.socket(path: "/nonexistent"))
        guard isRequired else { return nowhere }
        let url = required("REDIS_URL", "redis://queue.internal:6379/0")
        guard !url.isEmpty else { return nowhere }
        do { return try RedisAddress(url) } catch {
            note("REDIS_URL: \(error)")
            return nowhere
        }
    }

    mutating func token() -> SecretToken? {
        guard let text = text("SHIPLOG_TOKEN") else { return nil }
        guard !KeyText.isMeant(by: text) else {
            note("SHIPLOG_TOKEN must not begin with \(KeyText.prefix): API keys do")
            return nil
        }
        if let token = SecretToken(text) { return token }
        note("SHIPLOG_TOKEN must have 16 characters or more")
        return nil
    }

    /// `nil` seals nothing. What is wrong with a key is told without the key.
    mutating func sealingKeys() -> SealingKeys? {
        guard let text = text("SHIPLOG_SIGNING_KEY") else { return nil }
        do { return try SealingKeys(parsing: text) } catch {
            note("SHIPLOG_SIGNING_KEY: \(error)")
            return nil
        }
    }

    /// `nil` allows nothing.
    mutating func outbound(isRequired: Bool) -> AddressPolicy? {
        guard isRequired else { return nil }
        let text = required("OUTBOUND_ALLOW", "10.0.0.0/8:8001,10.0.3.7/32:9999")
        // `unix` in the list allows sockets of this machine; their permissions guard them then.
        let rules = text.split(separator: ",").filter { $0.trimmed != "unix" }
        let allowsUnix = text.split(separator: ",").contains { $0.trimmed == "unix" }
        do {
            return try AddressPolicy(
                parsing: rules.joined(separator: ","), allowsUnixSockets: allowsUnix)
        } catch {
            note("OUTBOUND_ALLOW: \(error)")
            return nil
        }
    }
}

extension Substring {
    fileprivate var trimmed: String { trimmingCharacters(in: .whitespaces) }
}

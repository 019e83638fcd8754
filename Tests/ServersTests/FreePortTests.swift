import Foundation
import Testing

@testable import Servers

struct FreePortTests {
    @Test func `nobody listens on a free port`() async throws {
        let port = try FreePort.next()

        #expect((1024...65535).contains(port))
        #expect(await Probe.shared.ask(.port(port), "anybody?") == nil)
    }

    @Test func `no two are given, and none that a conversation may take`() throws {
        let ports = try (0..<200).map { _ in try FreePort.next() }
        #expect(Set(ports).count == ports.count)
        let text = try String(
            contentsOfFile: "/proc/sys/net/ipv4/ip_local_port_range", encoding: .utf8)
        let first = try #require(
            text.split(whereSeparator: \.isWhitespace).first.flatMap { Int($0) })
        #expect(ports.allSatisfy { $0 < first })
    }
}

import Testing

@testable import Servers

struct FreePortTests {
    @Test func `nobody listens on a free port`() async throws {
        let port = try FreePort.next()

        #expect((1024...65535).contains(port))
        #expect(await Probe.shared.ask(.port(port), "anybody?") == nil)
    }
}

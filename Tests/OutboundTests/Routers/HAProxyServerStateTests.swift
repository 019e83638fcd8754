import Rollout
import Testing

@testable import Outbound

struct HAProxyServerStateTests {
    private let header = "1\n# be_name srv_name srv_op_state srv_admin_state srv_uweight\n"

    @Test(arguments: [
        (2, 0, true), (1, 0, true), (2, 0x40, true), (0, 0, false), (3, 0, false), (2, 8, false),
        (2, 1, false), (0, 0x20, false),
    ])
    func `a dead, stopping, drained or maintained server takes no traffic`(
        operation: Int, administration: Int, takesTraffic: Bool
    ) throws {
        let answer = header + "be a \(operation) \(administration) 7\n\n"

        let servers = try HAProxyServerState.parse(answer, backend: "be")

        #expect(servers.map(\.takesTraffic) == [takesTraffic])
        #expect(servers.map(\.weight) == [7])
    }

    @Test func `a backend without servers has none`() throws {
        #expect(try HAProxyServerState.parse(header + "\n", backend: "be") == [])
    }

    @Test(arguments: ["be a 2 0\n\n", "be a 2 0 x\n\n", "other a 2 0 7\n\n", "be a 2 0 7\n"])
    func `a list that is not as we know it is malformed`(rows: String) {
        let error = #expect(throws: OutboundError.self) {
            try HAProxyServerState.parse(header + rows, backend: "be")
        }
        #expect(error?.code == .malformed)
    }

    @Test(arguments: [
        "No such server.\n\n", "No such backend.\n\n", "\nNo such server.\n\n",
        "Absolute weight can only be between 0 and 256 inclusive.\n\n",
        "Empty weight string empty or preceded by garbage\n", "Permission denied\n\n",
    ])
    func `a refusal in words is a refusal`(answer: String) {
        let error = #expect(throws: OutboundError.self) {
            try HAProxyRefusal.check(answer, commands: 2)
        }
        #expect(error?.code == .refused)
    }
}

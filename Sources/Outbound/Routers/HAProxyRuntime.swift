import Curl
import Rollout

/// HAProxy's command line: one connection takes one line, answers and closes.
struct HAProxyRuntime {
    let client: CurlClient
    let address: String
    /// Setting asks twice, and a step of the saga has 10 s.
    var timeout = Duration.seconds(4)

    /// - Parameter line: commands between `; `, without the line's end.
    /// - Returns: the answers one after the other, each ended by an empty line.
    func ask(_ line: String) async throws(OutboundError) -> String {
        do throws(CurlError) {
            let bytes = try await client.exchange(
                Array("\(line)\n".utf8), with: address, timeout: timeout)
            return String(decoding: bytes, as: UTF8.self)
        } catch {
            throw OutboundError(error, from: "HAProxy")
        }
    }
}

import CCurl
import Glibc

/// Opens the sockets of one call, each only when the policy allows its address.
///
/// Used on the client's thread only.
final class ConnectionGate {
    private let policy: AddressPolicy
    private var refused: String?
    private var opened = false

    init(_ policy: AddressPolicy) { self.policy = policy }

    /// The policy's refusal, when it is the reason for having no connection.
    var refusal: CurlError? {
        guard !opened, let refused else { return nil }
        return CurlError(.notAllowed, "\(refused) is not on the list of allowed addresses")
    }

    /// - Returns: -1 without a socket, which makes libcurl try the next address.
    func open(_ address: UnsafeMutablePointer<curl_sockaddr>) -> curl_socket_t {
        guard unsafe isAllowed(address) else { return -1 }
        opened = true
        let type = unsafe address.pointee.socktype | Int32(SOCK_CLOEXEC.rawValue)
        return unsafe socket(address.pointee.family, type, address.pointee.protocol)
    }

    private func isAllowed(_ address: UnsafeMutablePointer<curl_sockaddr>) -> Bool {
        guard let peer = unsafe ConnectionPeer(address) else {
            refused = "an address of unknown kind"
            return false
        }
        let isAllowed =
            switch peer {
            case .ip(let address, let port): policy.allows(address, port: port)
            case .unixSocket: policy.allowsUnixSockets
            }
        if !isAllowed { refused = peer.description }
        return isAllowed
    }
}

import CCurl
import Glibc

/// The other end of a connection about to be made.
enum ConnectionPeer: CustomStringConvertible {
    case ip(NetworkAddress, port: UInt16)
    case unixSocket

    init?(_ address: UnsafeMutablePointer<curl_sockaddr>) {
        // `addr` is declared as the short `sockaddr`, but libcurl keeps the whole address there.
        guard let start = unsafe address.pointer(to: \.addr) else { return nil }
        let bytes = UnsafeRawPointer(start)
        switch unsafe address.pointee.family {
        case AF_INET:
            let address = unsafe bytes.loadUnaligned(as: sockaddr_in.self)
            self = .ip(NetworkAddress(address.sin_addr), port: UInt16(bigEndian: address.sin_port))
        case AF_INET6:
            let address = unsafe bytes.loadUnaligned(as: sockaddr_in6.self)
            self = .ip(
                NetworkAddress(address.sin6_addr), port: UInt16(bigEndian: address.sin6_port))
        case AF_UNIX: self = .unixSocket
        default: return nil
        }
    }

    var description: String {
        switch self {
        case .ip(let address, let port): "\(address):\(port)"
        case .unixSocket: "a unix socket"
        }
    }
}

import CCurl

/// Why a call got no answer; an HTTP status is one, whatever it says.
package struct CurlError: Error, Sendable, Equatable {
    package enum Code: Sendable, Equatable {
        /// The ``AddressPolicy`` covers none of the addresses.
        case notAllowed
        case cannotResolve
        /// Refused, no route, or no answer to the connection within its time.
        case cannotConnect
        /// No TLS session: an unknown certificate authority, a wrong name, no common version.
        case cannotSecure
        /// - Parameter sent: bytes of the request had left, so it may have been carried out.
        case timedOut(sent: Bool)
        /// The other side closed or cut the connection before the answer was whole.
        case connectionLost
        /// The answer passed the client's limit.
        case tooLarge
        /// The URL, address or a header cannot be sent as it is.
        case malformedRequest
        /// The calling task was cancelled; the request may have been sent.
        case cancelled
        /// The client was shut down before the request was sent.
        case closed
        /// A number of libcurl's list (man libcurl-errors).
        case other(Int)
    }

    package let code: Code
    /// A constant of ours or of libcurl's, or the refused address; never the URL, which may hold a
    /// password, and never bytes of the answer.
    package let detail: String

    init(_ code: Code, _ detail: String) {
        self.code = code
        self.detail = detail
    }

    /// The other side cannot have seen any of it, so doing it again does it once.
    package var isCertainlyNotSent: Bool {
        switch code {
        case .notAllowed, .cannotResolve, .cannotConnect, .cannotSecure, .malformedRequest, .closed:
            true
        case .timedOut(let sent): !sent
        case .connectionLost, .tooLarge, .cancelled, .other: false
        }
    }
}

extension CurlError: CustomStringConvertible {
    package var description: String { detail }
}

extension CurlError {
    /// - Parameter sent: bytes of the request had left.
    init(_ result: CURLcode, sent: Bool) {
        let detail = unsafe String(cString: curl_easy_strerror(result))
        self.init(CurlError.code(of: result, sent: sent), detail)
    }

    private static func code(of result: CURLcode, sent: Bool) -> Code {
        switch result {
        case CURLE_COULDNT_RESOLVE_HOST: .cannotResolve
        case CURLE_COULDNT_CONNECT: .cannotConnect
        case CURLE_OPERATION_TIMEDOUT: .timedOut(sent: sent)
        case CURLE_GOT_NOTHING, CURLE_SEND_ERROR, CURLE_RECV_ERROR, CURLE_PARTIAL_FILE:
            .connectionLost
        case CURLE_FILESIZE_EXCEEDED: .tooLarge
        case CURLE_URL_MALFORMAT, CURLE_UNSUPPORTED_PROTOCOL: .malformedRequest
        case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CACERT_BADFILE,
            CURLE_SSL_CERTPROBLEM:
            .cannotSecure
        default: .other(Int(result.rawValue))
        }
    }
}

import CCurl

/// One of libcurl's easy handles; freed with this object, and used on the client's thread only.
@safe final class EasyHandle {
    let raw: UnsafeMutableRawPointer
    /// Tells handles apart while they live.
    var identity: Int { unsafe Int(bitPattern: raw) }
    /// libcurl does not copy the list.
    private var headers: UnsafeMutablePointer<curl_slist>?

    /// Traps without memory, as Swift itself does.
    init() {
        guard let raw = unsafe curl_easy_init() else { preconditionFailure("no memory") }
        unsafe self.raw = unsafe raw
    }

    deinit {
        unsafe curl_easy_cleanup(raw)
        unsafe curl_slist_free_all(headers)
    }

    /// Forgets every option; kept connections belong to the multi handle and stay.
    func reset() {
        unsafe curl_easy_reset(raw)
        unsafe curl_slist_free_all(headers)
        unsafe headers = nil
    }

    func set(_ option: CURLoption, _ value: Int) throws(CurlError) {
        try check(unsafe ccurl_set_long(raw, option, value))
    }

    func set(_ option: CURLoption, _ value: String) throws(CurlError) {
        try check(unsafe ccurl_set_string(raw, option, value))
    }

    /// - Parameter owner: must live until the transfer is over.
    func set(_ option: CURLoption, context owner: AnyObject) throws(CurlError) {
        let pointer = unsafe Unmanaged.passUnretained(owner).toOpaque()
        try check(unsafe ccurl_set_pointer(raw, option, pointer))
    }

    func set(
        _ option: CURLoption, callback: @escaping ccurl_data_callback
    ) throws(CurlError) {
        try check(unsafe ccurl_set_data_callback(raw, option, callback))
    }

    /// - Parameter gate: opens every socket; must live until the transfer is over.
    func setGate(_ gate: ConnectionGate) throws(CurlError) {
        let context = unsafe Unmanaged.passUnretained(gate).toOpaque()
        let code = unsafe ccurl_set_socket_callback(
            raw,
            { context, _, address in
                guard let context = unsafe context, let address = unsafe address else { return -1 }
                let gate = unsafe Unmanaged<ConnectionGate>.fromOpaque(context)
                    .takeUnretainedValue()
                return unsafe gate.open(address)
            }, context)
        try check(code)
    }

    /// libcurl copies the body.
    func setBody(_ body: [UInt8]) throws(CurlError) {
        try check(
            unsafe ccurl_set_offset(raw, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(body.count)))
        let code = unsafe body.withUnsafeBytes { bytes in
            unsafe ccurl_set_pointer(
                raw, CURLOPT_COPYPOSTFIELDS, UnsafeMutableRawPointer(mutating: bytes.baseAddress))
        }
        try check(code)
    }

    func setHeaders(_ lines: [String]) throws(CurlError) {
        for line in lines {
            guard let longer = unsafe curl_slist_append(headers, line) else {
                preconditionFailure("no memory")
            }
            unsafe headers = unsafe longer
        }
        try check(unsafe ccurl_set_list(raw, CURLOPT_HTTPHEADER, headers))
    }

    /// 0 when libcurl does not know.
    func number(_ info: CURLINFO) -> Int {
        var value = 0
        _ = unsafe ccurl_get_long(raw, info, &value)
        return value
    }

    /// The connected socket; -1 when there is none.
    var socket: Int32 {
        var value: curl_socket_t = -1
        _ = unsafe ccurl_get_socket(raw, &value)
        return value
    }

    private func check(_ code: CURLcode) throws(CurlError) {
        if code != CURLE_OK { throw CurlError(code, sent: false) }
    }
}

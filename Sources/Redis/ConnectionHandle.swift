import CHiredis
import Glibc

/// One open connection, and the only place that looks into hiredis' structures.
///
/// Their layout differs between hiredis 0.14 and 1.x: this is the file that a newer one changes.
/// After a thrown error the connection is out of step and can only be dropped.
@safe struct ConnectionHandle: ~Copyable {
    private let context: UnsafeMutablePointer<redisContext>

    private init(owning context: UnsafeMutablePointer<redisContext>) {
        unsafe self.context = context
    }

    deinit { unsafe redisFree(context) }

    /// Blocks until connected, for `timeout` at most beside the look-up of the host's name.
    static func open(
        _ endpoint: RedisAddress.Endpoint, timeout: Duration
    ) throws(RedisError) -> ConnectionHandle {
        blockBrokenPipeSignal()
        let time = timeval(timeout)
        let context =
            switch endpoint {
            case .network(let host, let port):
                unsafe redisConnectWithTimeout(host, Int32(port), time)
            case .socket(let path): unsafe redisConnectUnixWithTimeout(path, time)
            }
        guard let context = unsafe context else {
            throw RedisError(.connectionFailed, text: "out of memory")
        }
        let handle = unsafe ConnectionHandle(owning: context)
        guard unsafe context.pointee.err == 0 else { throw handle.failure(.connectionFailed) }
        handle.stopBlocking()
        return handle
    }

    /// The other side has hung up, or said something that nobody asked for.
    var isStale: Bool { poll(POLLIN, milliseconds: 0) != 0 }

    /// Sends all commands, then reads as many replies; those may be errors of the server.
    func exchange(
        _ commands: [RedisCommand], until deadline: ContinuousClock.Instant
    ) throws(RedisError) -> [RedisReply] {
        for command in commands { try append(command) }
        try flush(until: deadline)
        var replies: [RedisReply] = []
        replies.reserveCapacity(commands.count)
        for _ in commands { replies.append(try nextReply(until: deadline)) }
        return replies
    }
}

extension ConnectionHandle {
    private func append(_ command: RedisCommand) throws(RedisError) {
        let count = command.lengths.count
        let status = unsafe command.bytes.withUnsafeBytes { bytes in
            unsafe withUnsafeTemporaryAllocation(of: UnsafePointer<CChar>?.self, capacity: count) {
                starts in
                var start = unsafe bytes.bindMemory(to: CChar.self).baseAddress
                for (index, length) in command.lengths.enumerated() {
                    unsafe starts.initializeElement(at: index, to: start)
                    unsafe start = unsafe start.map { unsafe $0 + length }
                }
                return unsafe redisAppendCommandArgv(
                    context, Int32(count), starts.baseAddress, command.lengths)
            }
        }
        guard status == REDIS_OK else { throw failure(.connectionLost) }
    }

    private func flush(until deadline: ContinuousClock.Instant) throws(RedisError) {
        var isDone: Int32 = 0
        while true {
            guard unsafe redisBufferWrite(context, &isDone) == REDIS_OK else {
                throw failure(.connectionLost)
            }
            guard isDone == 0 else { return }
            try wait(for: POLLOUT, until: deadline)
        }
    }

    private func nextReply(
        until deadline: ContinuousClock.Instant
    ) throws(RedisError) -> RedisReply {
        var raw: UnsafeMutableRawPointer?
        while true {
            guard unsafe redisGetReplyFromReader(context, &raw) == REDIS_OK else {
                throw failure(.connectionLost)
            }
            if let raw = unsafe raw {
                defer { unsafe freeReplyObject(raw) }
                return unsafe Self.copy(raw.assumingMemoryBound(to: redisReply.self))
            }
            try wait(for: POLLIN, until: deadline)
            guard unsafe redisBufferRead(context) == REDIS_OK else {
                throw failure(.connectionLost)
            }
        }
    }

    /// Recursion ends with hiredis' own limit of seven levels.
    private static func copy(_ reply: UnsafePointer<redisReply>) -> RedisReply {
        switch unsafe reply.pointee.type {
        case REDIS_REPLY_INTEGER: unsafe .integer(Int(reply.pointee.integer))
        case REDIS_REPLY_STRING, REDIS_REPLY_STATUS: unsafe string(in: reply)
        case REDIS_REPLY_ERROR: unsafe .error(RedisError(answer: string(in: reply).text ?? "ERR"))
        case REDIS_REPLY_ARRAY:
            unsafe .array(elements(of: reply))
        default: .null
        }
    }

    private static func elements(of reply: UnsafePointer<redisReply>) -> [RedisReply] {
        unsafe (0..<reply.pointee.elements).compactMap { index in
            unsafe reply.pointee.element[index].map { element in unsafe copy(element) }
        }
    }

    private static func string(in reply: UnsafePointer<redisReply>) -> RedisReply {
        let bytes = unsafe UnsafeRawBufferPointer(
            start: reply.pointee.str, count: reply.pointee.len)
        return unsafe String(validating: bytes, as: UTF8.self).map(RedisReply.text)
            ?? .bytes(Array(bytes))
    }

    private func failure(_ code: RedisError.Code) -> RedisError {
        let text = unsafe withUnsafeBytes(of: &context.pointee.errstr) { bytes in
            unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        }
        return RedisError(code, text: text)
    }
}

// Waiting by `poll` instead of a socket timeout: that one starts again with every byte that comes.
extension ConnectionHandle {
    private func wait(
        for events: Int32, until deadline: ContinuousClock.Instant
    ) throws(RedisError) {
        while true {
            let left = deadline - .now
            guard left > .zero else { throw RedisError(.timedOut, text: "no answer in time") }
            if poll(events, milliseconds: left.wholeMilliseconds) > 0 { return }
        }
    }

    private func poll(_ events: Int32, milliseconds: Int32) -> Int32 {
        var descriptor = unsafe pollfd(fd: context.pointee.fd, events: Int16(events), revents: 0)
        return unsafe Glibc.poll(&descriptor, 1, milliseconds)
    }

    private func stopBlocking() {
        let descriptor = unsafe context.pointee.fd
        _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK)
        unsafe context.pointee.flags &= ~REDIS_BLOCK
    }

    /// hiredis writes without `MSG_NOSIGNAL`: writing to a server that left would end the process.
    ///
    /// The signal goes to the thread that writes, which is the connection's own.
    private static func blockBrokenPipeSignal() {
        var signals = sigset_t()
        unsafe sigemptyset(&signals)
        unsafe sigaddset(&signals, SIGPIPE)
        unsafe pthread_sigmask(SIG_BLOCK, &signals, nil)
    }
}

extension Duration {
    /// Rounded up, so that a wait is never cut short into a busy loop.
    fileprivate var wholeMilliseconds: Int32 {
        let (seconds, attoseconds) = components
        let whole = seconds * 1000 + (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000
        return Int32(clamping: whole)
    }
}

extension timeval {
    fileprivate init(_ duration: Duration) {
        let (seconds, attoseconds) = duration.components
        self.init(tv_sec: Int(seconds), tv_usec: Int(attoseconds / 1_000_000_000_000))
    }
}

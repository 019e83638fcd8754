import CCurl
import Glibc
import Synchronization

/// The client's thread: one multi handle, fed from any thread through an inbox.
///
/// A thread of its own with `curl_multi_poll` did 1.2 to 3 times the requests per second of
/// libcurl's socket callbacks on an event loop, and is simpler.
@safe final class CurlLoop: @unchecked Sendable {
    // Unchecked: `inbox` has a lock, under which `multi` may be woken up by any thread while the
    // inbox is not shut; everything else is touched by the loop's own thread only.
    private struct Inbox {
        var orders: [Order] = []
        var isClosing = false
        /// The multi handle is gone.
        var isShut = false
    }

    private enum Order {
        case start(any Transfer)
        case cancel(any Transfer)
    }

    private struct Running {
        let handle: EasyHandle
        let transfer: any Transfer
    }

    private static let libraryStart = curl_global_init(Int(CURL_GLOBAL_DEFAULT))
    private static let mostIdleHandles = 64

    private let multi: UnsafeMutableRawPointer
    private let inbox = Mutex(Inbox())
    /// By the handle's identity.
    private var running: [Int: Running] = [:]
    private var idle: [EasyHandle] = []

    init() {
        precondition(CurlLoop.libraryStart == CURLE_OK, "libcurl does not start")
        guard let multi = unsafe curl_multi_init() else { preconditionFailure("no memory") }
        unsafe self.multi = unsafe multi
    }

    func start(_ transfer: any Transfer) {
        if !post(.start(transfer)) { transfer.fail(CurlLoop.closed) }
    }

    /// A transfer that is already answered stays as it is.
    func cancel(_ transfer: any Transfer) { _ = post(.cancel(transfer)) }

    /// Lets the thread fail what is still under way and end.
    func close() {
        inbox.withLock { inbox in
            inbox.isClosing = true
            if !inbox.isShut { unsafe curl_multi_wakeup(multi) }
        }
    }

    private func post(_ order: Order) -> Bool {
        inbox.withLock { inbox in
            guard !inbox.isClosing else { return false }
            inbox.orders.append(order)
            if inbox.orders.count == 1 { unsafe curl_multi_wakeup(multi) }
            return true
        }
    }

    private static let closed = CurlError(.closed, "The HTTP client has been shut down")
}

/// What runs on the thread.
extension CurlLoop {
    /// Returns after `close`, when everything is answered and freed.
    func run() {
        CurlLoop.blockBrokenPipeSignal()
        while obeyInbox() {
            var stillRunning: Int32 = 0
            unsafe curl_multi_perform(multi, &stillRunning)
            collectFinished()
            advanceWaiting()
            poll()
        }
        for entry in running.values {
            entry.transfer.fail(CurlError(.cancelled, "The HTTP client has been shut down"))
            unsafe curl_multi_remove_handle(multi, entry.handle.raw)
        }
        running = [:]
        idle = []
        inbox.withLock { inbox in
            inbox.isShut = true
            unsafe curl_multi_cleanup(multi)
        }
    }

    /// OpenSSL may write to a closed socket, which would end the process.
    private static func blockBrokenPipeSignal() {
        var signals = sigset_t()
        unsafe sigemptyset(&signals)
        unsafe sigaddset(&signals, SIGPIPE)
        unsafe pthread_sigmask(SIG_BLOCK, &signals, nil)
    }

    /// - Returns: false when the loop is to end.
    private func obeyInbox() -> Bool {
        let (orders, isClosing) = inbox.withLock { inbox in
            defer { inbox.orders.removeAll() }
            return (inbox.orders, inbox.isClosing)
        }
        for order in orders {
            switch order {
            case .start(let transfer) where isClosing: transfer.fail(CurlLoop.closed)
            case .start(let transfer): begin(transfer)
            case .cancel(let transfer): abandon(transfer)
            }
        }
        return !isClosing
    }

    private func begin(_ transfer: any Transfer) {
        guard !transfer.isAnswered else { return }
        let handle = idle.popLast() ?? EasyHandle()
        do throws(CurlError) {
            try transfer.prepare(handle)
        } catch {
            recycle(handle)
            return transfer.fail(error)
        }
        running[handle.identity] = Running(handle: handle, transfer: transfer)
        unsafe curl_multi_add_handle(multi, handle.raw)
    }

    private func abandon(_ transfer: any Transfer) {
        transfer.fail(CurlError(.cancelled, "The caller was cancelled"))
        if let entry = running.values.first(where: { $0.transfer === transfer }) {
            release(entry)
        }
    }

    private func collectFinished() {
        var left: Int32 = 0
        while let message = unsafe curl_multi_info_read(multi, &left) {
            guard unsafe message.pointee.msg == CURLMSG_DONE,
                let entry = running[unsafe Int(bitPattern: message.pointee.easy_handle)]
            else { continue }
            unsafe entry.transfer.finish(ccurl_message_result(message), on: entry.handle)
            if entry.transfer.isAnswered { release(entry) }
        }
    }

    private func advanceWaiting() {
        for entry in running.values where entry.transfer.wait != nil {
            entry.transfer.advance(on: entry.handle)
            if entry.transfer.isAnswered { release(entry) }
        }
    }

    private func release(_ entry: Running) {
        running[entry.handle.identity] = nil
        unsafe curl_multi_remove_handle(multi, entry.handle.raw)
        recycle(entry.handle)
    }

    private func recycle(_ handle: EasyHandle) {
        guard idle.count < CurlLoop.mostIdleHandles else { return }
        handle.reset()
        idle.append(handle)
    }

    /// Waits for libcurl's sockets and timers, the transfers' own, or a wake-up.
    private func poll() {
        let waits = running.values.compactMap(\.transfer.wait)
        var sockets = waits.map { wait in
            let events = CURL_WAIT_POLLIN | (wait.wantsToWrite ? CURL_WAIT_POLLOUT : 0)
            return curl_waitfd(fd: wait.socket, events: Int16(events), revents: 0)
        }
        let next = waits.map(\.deadline).min().map { ContinuousClock.now.duration(to: $0) }
        let milliseconds = min(60_000, (next ?? .seconds(60)).wholeMilliseconds)
        unsafe curl_multi_poll(
            multi, &sockets, UInt32(sockets.count), Int32(milliseconds), nil)
    }
}

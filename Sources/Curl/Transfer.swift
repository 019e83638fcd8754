import CCurl

/// One call while the client's thread works on it; everything but `answer` belongs to that thread.
protocol Transfer: AnyObject, Sendable {
    associatedtype Value: Sendable

    var answer: PendingAnswer<Value> { get }
    /// What the thread must watch for, beside what libcurl watches itself.
    var wait: SocketWait? { get }

    /// Sets the options of a fresh or reset handle.
    func prepare(_ handle: EasyHandle) throws(CurlError)
    /// libcurl has done what it was asked for; answers unless `wait` says what is still to come.
    func finish(_ result: CURLcode, on handle: EasyHandle)
    /// Called while there is something to wait for, whenever the thread wakes up.
    func advance(on handle: EasyHandle)
}

extension Transfer {
    var isAnswered: Bool { answer.isGiven }
    func fail(_ error: CurlError) { answer.give(.failure(error)) }
}

extension LogKey {
    static let notification = "notification"
    static let attempt = "attempt"
}

package import LedgerCore

/// Tells people, or a program, of one event.
///
/// The same message may come twice when a worker died between the call and its record; its id is
/// the same then. All implementations pass `NotifierContract` of the test kit.
package protocol Notifier: Sendable {
    /// Sends a message within ``DeliveryPlan/callSeconds``.
    ///
    /// - Returns: what the sink answered, such as `HTTP 200`; no body and no secret.
    /// - Throws: ``OutboundError`` when the sink did not say that it has it.
    func send(_ message: NotificationMessage) async throws(OutboundError) -> String
}

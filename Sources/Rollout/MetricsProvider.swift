package import LedgerCore

/// Measures one version of one service over a window that ends now.
///
/// A failing source is an answer too (``Measurement/Answer/error(_:)``), so nothing is thrown.
/// All implementations pass `MetricsProviderContract` of the test kit.
package protocol MetricsProvider: Sendable {
    /// Takes at most 10 s.
    ///
    /// - Parameter windowSeconds: 1...86,400.
    func measure(version: String, windowSeconds: Int) async -> Measurement
}

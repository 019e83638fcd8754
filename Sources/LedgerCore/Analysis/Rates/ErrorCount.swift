/// The requests of one version in one look, and the failed ones among them.
package struct ErrorCount: Sendable, Equatable {
    package let errors: Int
    package let requests: Int

    package init(errors: Int, requests: Int) {
        self.errors = errors
        self.requests = requests
    }

    package init(_ values: Measurement.Values) {
        self.init(errors: values.errors, requests: values.requests)
    }

    /// What no source can mean is an error of the source.
    package var isValid: Bool {
        0 <= errors && errors <= requests && Measurement.Values.countRange.contains(requests)
    }

    static let none = ErrorCount(errors: 0, requests: 0)

    /// Of two looks.
    static func + (a: ErrorCount, b: ErrorCount) -> ErrorCount {
        ErrorCount(
            errors: sum(a.errors, b.errors), requests: sum(a.requests, b.requests))
    }

    /// One that no whole number holds stays at the greatest.
    static func sum(_ a: Int, _ b: Int) -> Int {
        let (sum, overflows) = a.addingReportingOverflow(b)
        return overflows ? .max : sum
    }
}

/// A read model: a pure function from rows and events to rows. Disposable; nothing decides by it.
package protocol View: Sendable {
    /// Name of the view in the store and on the command line; never changed once released.
    static var name: String { get }

    /// The rows that an event may touch.
    static func keys(of input: ViewInput) -> [String]

    /// Takes one event into a row; `nil` is no row, before or after.
    static func reduce(_ row: inout ViewRow?, key: String, _ input: ViewInput)

    /// Takes several events into a row, in log order; a view may see to it that only the last one
    /// costs something.
    static func reduce(_ row: inout ViewRow?, key: String, _ inputs: [ViewInput])
}

extension View {
    package static func reduce(_ row: inout ViewRow?, key: String, _ inputs: [ViewInput]) {
        for input in inputs { reduce(&row, key: key, input) }
    }
}

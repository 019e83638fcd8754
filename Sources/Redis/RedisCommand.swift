/// A command and its arguments, all of them binary-safe: nothing is quoted, parsed or formatted.
package struct RedisCommand: Sendable, Equatable {
    /// The arguments one after another.
    private(set) var bytes: [UInt8] = []
    private(set) var lengths: [Int] = []

    package init(_ arguments: some Sequence<String>) {
        for argument in arguments { append(argument) }
    }

    package mutating func append(_ argument: String) {
        append(argument.utf8)
    }

    package mutating func append(_ argument: some Collection<UInt8>) {
        bytes.append(contentsOf: argument)
        lengths.append(argument.count)
    }
}

extension RedisCommand: ExpressibleByArrayLiteral {
    package init(arrayLiteral arguments: String...) { self.init(arguments) }
}

package import Executors

/// One reactor for all tests of a process; it has no state of its own.
package enum TestReactor {
    package static let shared = Reactor(name: "test-reactor")
}

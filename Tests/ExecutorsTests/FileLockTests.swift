import Executors
import Servers
import Testing

struct FileLockTests {
    @Test func `one has it at a time, and its end lets the next one in`() throws {
        let directory = try PrivateDirectory()
        let path = directory.path + "/lock"
        let first = try FileLock.take(path)
        let hasIt = first != nil
        #expect(hasIt)
        #expect(try isFree(path) == false)
        _ = consume first
        #expect(try isFree(path))
    }

    @Test func `a file that cannot be opened is an error`() {
        #expect(throws: FileLock.Failure.self) { _ = try FileLock.take("/nowhere/lock") }
    }

    private func isFree(_ path: String) throws -> Bool {
        let lock = try FileLock.take(path)
        return lock != nil
    }
}

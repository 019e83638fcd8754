import FoundationEssentials
import Testing

@testable import Servers

struct PrivateDirectoryTests {
    @Test func `other users may pass through a directory but not list it`() throws {
        let directory = try PrivateDirectory()

        let attributes = try FileManager.default.attributesOfItem(atPath: directory.path)
        #expect(attributes[.posixPermissions] as? Int == 0o711)
    }

    @Test func `two directories are two`() throws {
        let first = try PrivateDirectory()
        let second = try PrivateDirectory()

        #expect(first.path != second.path)
    }

    @Test func `a directory goes with all that is in it when it is released`() throws {
        var directory: PrivateDirectory? = try PrivateDirectory()
        let path = try #require(directory?.path)
        try FileManager.default.createDirectory(
            atPath: path + "/a/b", withIntermediateDirectories: true)

        directory = nil

        #expect(!FileManager.default.fileExists(atPath: path))
    }
}

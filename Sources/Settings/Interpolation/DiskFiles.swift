import FoundationEssentials

/// The machine's files, small ones only.
package struct DiskFiles: SecretFiles {
    static let largest = 65_536

    package init() {}

    package func read(
        _ path: String
    ) throws(ReferenceError) -> (bytes: [UInt8], othersMayRead: Bool) {
        // Kubernetes mounts each secret as a link.
        let real = URL(filePath: path).resolvingSymlinksInPath().path
        guard let facts = try? FileManager.default.attributesOfItem(atPath: real),
            let mode = facts[.posixPermissions] as? UInt
        else { throw ReferenceError("the file \(path) is not there") }
        guard facts[.type] as? FileAttributeType == .typeRegular else {
            throw ReferenceError("\(path) is not a file")
        }
        guard let size = facts[.size] as? UInt, size <= Self.largest else {
            throw ReferenceError("\(path) is larger than 64 KiB")
        }
        guard let data = FileManager.default.contents(atPath: real) else {
            throw ReferenceError("\(path) may not be read")
        }
        return (Array(data), mode & 0o004 != 0)
    }
}

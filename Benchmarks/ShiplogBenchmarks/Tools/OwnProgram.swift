import Foundation

/// Where this program is.
enum OwnProgram {
    private static let file = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()

    static var path: String { file.path }

    /// A program that was built beside this one.
    static func neighbour(_ name: String) -> String {
        file.deletingLastPathComponent().appending(path: name).path
    }
}

import Foundation

/// A row of the kernel's tables of TCP sockets (`proc_net_tcp` of its documentation).
struct TCPSocket {
    let localPort: Int
    let isEstablished: Bool
    /// Bytes that arrived and that its process has not read.
    let unread: Int

    static var all: [TCPSocket] { ["/proc/net/tcp", "/proc/net/tcp6"].flatMap(rows) }

    /// `FileManager.contents` ends after the first page of such a file.
    private static func rows(_ file: String) -> [TCPSocket] {
        let content = try? FileHandle(forReadingAtPath: file)?.readToEnd()
        return String(decoding: content ?? Data(), as: UTF8.self)
            .split(separator: "\n").dropFirst().compactMap(TCPSocket.init(row:))
    }

    /// The columns are number, local and remote `address:port`, state and `unsent:unread`, in
    /// hexadecimal digits.
    private init?(row: Substring) {
        let columns = row.split(separator: " ")
        guard columns.count > 4, let port = Self.afterColon(columns[1]),
            let unread = Self.afterColon(columns[4])
        else { return nil }
        (localPort, isEstablished, self.unread) = (port, columns[3] == "01", unread)
    }

    private static func afterColon(_ column: Substring) -> Int? {
        column.split(separator: ":").last.flatMap { Int($0, radix: 16) }
    }
}

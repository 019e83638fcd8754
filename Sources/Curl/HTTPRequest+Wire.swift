extension HTTPRequest {
    /// The URL, which must not hold what would end or split the text that libcurl reads.
    func checkedURL() throws(CurlError) -> String {
        guard url.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f }) else {
            throw CurlError(
                .malformedRequest, "The URL holds a character that is not allowed there")
        }
        return url
    }

    /// Header lines in libcurl's form, in the order of their names.
    ///
    /// An empty `Expect` keeps libcurl from waiting a second for `100 Continue`.
    func headerLines() throws(CurlError) -> [String] {
        var lines = ["Expect:"]
        for (name, value) in headers.sorted(by: { $0.key < $1.key }) {
            let isClean =
                !name.isEmpty && !name.contains(":")
                && (name + value).utf8.allSatisfy {
                    $0 >= 0x20 && $0 != 0x7f
                }
            guard isClean else {
                throw CurlError(
                    .malformedRequest, "A header holds a character that is not allowed there")
            }
            lines.append(value.isEmpty ? "\(name);" : "\(name): \(value)")
        }
        return lines
    }
}

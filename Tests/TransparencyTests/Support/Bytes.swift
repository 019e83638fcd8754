import Testing
import Transparency

/// Bytes of hexadecimal digits.
func bytes(_ hexadecimal: String) throws -> [UInt8] {
    let digits = Array(hexadecimal.utf8)
    return try stride(from: 0, to: digits.count, by: 2).map { index in
        let text = String(decoding: digits[index..<index + 2], as: UTF8.self)
        return try #require(UInt8(text, radix: 16))
    }
}

func hash(_ hexadecimal: String) throws -> TreeHash {
    try #require(TreeHash(try bytes(hexadecimal)))
}

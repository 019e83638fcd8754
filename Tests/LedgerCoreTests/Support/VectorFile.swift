import Foundation

/// Cases with their expected values, worked out by other programs than this one.
enum VectorFile {
    /// Beside all test targets.
    private static let directory =
        #filePath.split(separator: "/", omittingEmptySubsequences: false)
        .dropLast(3).joined(separator: "/") + "/Vectors"

    /// Of the file's other members nothing is read.
    static func read<Vectors: Decodable>(_ name: String, as type: Vectors.Type) throws -> Vectors {
        let data = try Data(contentsOf: URL(filePath: directory + "/" + name))
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return try decoder.decode(type, from: data)
    }
}

/// A number, or `"inf"`.
struct VectorNumber: Decodable {
    let value: Double

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let text = try? container.decode(String.self), text == "inf" {
            value = .infinity
        } else {
            value = try container.decode(Double.self)
        }
    }
}

/// Whether a number is the vector's, to the tolerance that the vectors state; 0 and infinity exactly.
func isClose(_ value: Double?, _ expected: Double?) -> Bool {
    guard let value, let expected else { return value == nil && expected == nil }
    return value == expected || (value - expected).magnitude <= 1e-9 * expected.magnitude
}

/// The same of a logarithm, in which a last digit of the number is left of 0.
func isCloseLogarithm(_ value: Double?, _ expected: Double?) -> Bool {
    if let value, expected == 0 { return value.magnitude < 1e-15 }
    return isClose(value, expected)
}

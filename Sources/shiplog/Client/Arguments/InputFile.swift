import FoundationEssentials
import LedgerCore

/// A JSON document that a flag names: a path, or `-` for the standard input.
struct InputFile {
    let path: String

    private var name: String { path == "-" ? "the standard input" : path }

    /// - Throws: ``ClientFailure`` when it cannot be read, or holds no JSON object.
    func object(_ surroundings: Surroundings) throws -> JSONObject {
        let bytes = try bytes(surroundings)
        let value: JSONValue
        do throws(JSONError) {
            value = try JSONParser.parse(bytes)
        } catch {
            throw ClientFailure.usage("\(name) is not JSON: \(error.description)")
        }
        guard case .object(let object) = value else {
            throw ClientFailure.usage("\(name) must hold a JSON object, not \(value.kind)")
        }
        return object
    }

    /// Refuses the file with all that is wrong in it.
    func refusal(_ problems: [FieldProblem]) -> ClientFailure {
        .usage(
            "\(name) cannot be used",
            details: problems.map { "\($0.pointer.isEmpty ? "/" : $0.pointer) \($0.detail)" })
    }

    /// Hands out line by line as they come, empty ones left out.
    func forEachLine(_ surroundings: Surroundings, _ body: ([UInt8]) -> Void) throws {
        if path == "-" {
            while let line = surroundings.inputLine() {
                if Self.isFilled(line.utf8) { body(Array(line.utf8)) }
            }
            return
        }
        for line in try bytes(surroundings).split(separator: UInt8(ascii: "\n"))
        where Self.isFilled(line) { body(Array(line)) }
    }

    private static func isFilled(_ line: some Sequence<UInt8>) -> Bool {
        line.contains { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\r") }
    }

    func bytes(_ surroundings: Surroundings) throws -> [UInt8] {
        if path == "-" { return try surroundings.input() }
        guard let contents = FileManager.default.contents(atPath: path) else {
            throw ClientFailure.usage("\(path) cannot be read")
        }
        return Array(contents)
    }
}

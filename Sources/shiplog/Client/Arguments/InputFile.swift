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

    func bytes(_ surroundings: Surroundings) throws -> [UInt8] {
        if path == "-" { return try surroundings.input() }
        guard let contents = FileManager.default.contents(atPath: path) else {
            throw ClientFailure.usage("\(path) cannot be read")
        }
        return Array(contents)
    }
}

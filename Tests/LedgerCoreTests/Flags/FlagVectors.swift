import Foundation
import LedgerCore

/// The recorded answers of the chapter's own code, with what we do where that is wrong.
enum FlagVectors {
    static let vectors = list("vectors")
    static let malformed = list("malformed")
    static let sequences = list("sequences")

    private static func list(_ name: String) -> [JSONObject] {
        let url = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../Vectors/flags.json").standardized
        guard let data = try? Data(contentsOf: url),
            case .object(let file)? = try? JSONParser.parse(Array(data), allowsNUL: true)
        else { return [] }
        return file.objects(name)
    }
}

extension JSONObject {
    func objects(_ name: String) -> [JSONObject] {
        guard case .array(let elements)? = self[name] else { return [] }
        return elements.compactMap { if case .object(let object) = $0 { object } else { nil } }
    }

    func text(_ name: String) -> String? {
        if case .string(let text)? = self[name] { text } else { nil }
    }

    func object(_ name: String) -> JSONObject {
        if case .object(let object)? = self[name] { object } else { [:] }
    }
}

import Curl
import LedgerCore
import Settings

/// `${vault:kv/data/agents#database_url}`: a field of a secret in Vault's KV engine, version 2.
///
/// `VAULT_ADDR` says where; the token is `VAULT_TOKEN`, or what the file of `VAULT_TOKEN_FILE`
/// holds.
struct VaultResolver: ReferenceResolver {
    let scheme = "vault"
    private let variables: [String: String]

    init(_ variables: [String: String]) { self.variables = variables }

    func resolve(_ body: String) async throws(ReferenceError) -> String {
        let parts = body.split(separator: "#", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else {
            throw ReferenceError("write ${vault:path#key}, such as ${vault:kv/data/agents#url}")
        }
        let document = try await document(parts[0])
        guard let value = Self.fields(document)?[parts[1]] else {
            throw ReferenceError("Vault's \(parts[0]) has no \(parts[1]); is it a KV v2 path?")
        }
        guard case .string(let text) = value else {
            throw ReferenceError("Vault's \(body) is not a string")
        }
        return text
    }

    private static func fields(_ document: JSONValue) -> JSONObject? {
        guard case .object(let root) = document, case .object(let data)? = root["data"],
            case .object(let fields)? = data["data"]
        else { return nil }
        return fields
    }

    private func document(_ path: String) async throws(ReferenceError) -> JSONValue {
        let response = try await answer(path)
        switch response.status {
        case 200: break
        case 403: throw ReferenceError("Vault does not let this token read \(path)")
        case 404: throw ReferenceError("Vault has no \(path)")
        default: throw ReferenceError("Vault answered \(response.status) for \(path)")
        }
        guard let document = try? JSONParser.parse(response.body) else {
            throw ReferenceError("Vault's answer for \(path) is not JSON")
        }
        return document
    }

    private func answer(_ path: String) async throws(ReferenceError) -> HTTPResponse {
        guard let address = variables["VAULT_ADDR"], !address.isEmpty else {
            throw ReferenceError("VAULT_ADDR is not set, so Vault cannot be asked for \(path)")
        }
        guard path.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || "/_.-".contains($0)) })
        else { throw ReferenceError("a path in Vault has letters, digits, /, _, . and - only") }
        let base = address.hasSuffix("/") ? String(address.dropLast()) : address
        let request = HTTPRequest(
            .get, "\(base)/v1/\(path)", headers: ["X-Vault-Token": try token()],
            timeout: .seconds(10))
        guard let policy = try? AddressPolicy(parsing: APIClient.anywhere) else {
            throw ReferenceError("Vault cannot be asked")
        }
        let client = CurlClient(policy: policy, name: "vault")
        do throws(CurlError) {
            let response = try await client.perform(request)
            await client.shutdown()
            return response
        } catch {
            await client.shutdown()
            throw ReferenceError("Vault cannot be asked for \(path): \(error)")
        }
    }

    private func token() throws(ReferenceError) -> String {
        if let token = variables["VAULT_TOKEN"], !token.isEmpty { return token }
        guard let path = variables["VAULT_TOKEN_FILE"], !path.isEmpty else {
            throw ReferenceError("neither VAULT_TOKEN nor VAULT_TOKEN_FILE is set")
        }
        let text = String(decoding: try DiskFiles().read(path).bytes, as: UTF8.self)
        return text.hasSuffix("\n") ? String(text.dropLast()) : text
    }
}

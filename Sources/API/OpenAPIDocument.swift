package import LedgerCore

/// The OpenAPI 3.1 document, made from the same operations that the router serves.
package enum OpenAPIDocument {
    static func operation(describing operations: [Operation]) -> Operation {
        Operation("GET", "/openapi.json", "This document", access: .open) { _ in
            APIResponse(200, document(operations))
        }
    }

    package static func document(_ operations: [Operation]) -> JSONObject {
        var paths: [String: [Operation]] = [:]
        for operation in operations { paths[operation.path, default: []].append(operation) }
        return [
            "openapi": "3.1.0",
            "info": .object([
                "title": "Shiplog", "version": "1", "license": .object(["name": "MIT"]),
            ]),
            "paths": .object(
                JSONObject(
                    paths.sorted { $0.key < $1.key }.map { path, operations in
                        JSONObject.Member(name: path, value: .object(item(operations)))
                    })),
            "components": .object([
                "schemas": .object(OpenAPISchemas.all),
                "securitySchemes": .object([
                    "key": .object([
                        "type": "http", "scheme": "bearer",
                        "bearerFormat": .string(KeyText.pattern),
                        "description": "An API key, or the server's token; see docs/access.md",
                    ])
                ]),
            ]),
        ]
    }

    private static func item(_ operations: [Operation]) -> JSONObject {
        JSONObject(
            operations.sorted { $0.method < $1.method }.map { operation in
                JSONObject.Member(
                    name: operation.method.lowercased(), value: .object(describe(operation)))
            })
    }

    private static func describe(_ operation: Operation) -> JSONObject {
        let success: JSONObject = [
            "description": "Success",
            "content": .object(
                JSONObject([.init(name: operation.produces, value: .object(content(operation)))])),
        ]
        return [
            "operationId": .string(identifier(operation)), "summary": .string(operation.summary),
            "parameters": .array(parameters(operation)),
            "requestBody": operation.requestSchema.map { .object(body($0)) },
            "responses": .object(
                JSONObject(
                    [.init(name: "\(operation.success)", value: .object(success))]
                        + refusals(operation)
                        + [.init(name: "default", value: .object(failure(of: operation)))])),
            "security": .array(security(operation)),
        ]
    }

    private static func failure(of operation: Operation, _ text: String? = nil) -> JSONObject {
        let speaksOFREP = OFREPFailure.isSpoken(at: operation.path)
        let standard =
            speaksOFREP ? "A failure as OpenFeature has it" : "A problem document (RFC 9457)"
        let type = speaksOFREP ? "application/json" : "application/problem+json"
        let schema = reference(speaksOFREP ? "OFREPFailure" : "Problem")
        return [
            "description": .string(text ?? standard),
            "content": .object(
                JSONObject([.init(name: type, value: .object(["schema": schema]))])),
        ]
    }

    private static func refusals(_ operation: Operation) -> [JSONObject.Member] {
        guard case .roles(let roles, _) = operation.access else { return [] }
        let names = roles.sorted().map(\.rawValue).joined(separator: " or ")
        return [
            ("401", "No key that counts was shown"),
            ("403", "The key has not the role \(names), or does not count here"),
            ("429", "The key asks too often; Retry-After says when to come back"),
        ].map { status, text in
            .init(name: status, value: .object(failure(of: operation, text)))
        }
    }

    /// The roles stand where OpenAPI 3.1 has them for schemes other than OAuth: one of them is needed.
    private static func security(_ operation: Operation) -> [JSONValue] {
        guard case .roles(let roles, _) = operation.access else { return [] }
        return roles.sorted().map { .object(["key": .strings([$0.rawValue])]) }
    }

    private static func content(_ operation: Operation) -> JSONObject {
        switch operation.produces {
        case "application/json": ["schema": .object(["type": "object"])]
        // OpenAPI 3.1 leaves the schema away for bytes.
        case "application/octet-stream": [:]
        default: ["schema": .object(["type": "string"])]
        }
    }

    private static func parameters(_ operation: Operation) -> [JSONValue] {
        let path = operation.path.split(separator: "/").filter { $0.hasPrefix("{") }.map { part in
            parameter(String(part.dropFirst().dropLast()), in: "path", nil, isRequired: true)
        }
        let query = operation.query.map { name, summary in
            parameter(name, in: "query", summary, isRequired: false)
        }
        let key =
            operation.method == "POST" && operation.isCommand
            ? [
                parameter(
                    "Idempotency-Key", in: "header", "A repeat is recognised by it",
                    isRequired: true)
            ]
            : []
        let last =
            operation.produces == "text/event-stream"
            ? [
                parameter(
                    "Last-Event-ID", in: "header", "Go on after this position", isRequired: false)
            ]
            : []
        return path + query + key + last
    }

    private static func parameter(
        _ name: String, in place: JSONValue, _ summary: String?, isRequired: Bool
    ) -> JSONValue {
        .object([
            "name": .string(name), "in": place, "description": .string(summary),
            "required": .bool(isRequired), "schema": OpenAPIParameters.schema(of: name),
        ])
    }

    private static func body(_ schema: String) -> JSONObject {
        [
            "required": true,
            "content": .object(["application/json": .object(["schema": reference(schema)])]),
        ]
    }

    private static func reference(_ schema: String) -> JSONValue {
        .object(["$ref": .string("#/components/schemas/\(schema)")])
    }

    /// Such as `post_v1_deployments_deployment_abort`: unique, since method and path are.
    private static func identifier(_ operation: Operation) -> String {
        let words = operation.path.split { !$0.isLetter && !$0.isNumber }
        return ([Substring(operation.method.lowercased())] + words).joined(separator: "_")
    }
}

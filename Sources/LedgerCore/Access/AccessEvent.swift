/// What is recorded of one API key. Never its secret: only what the secret hashes to.
package enum AccessEvent: StoredEvent {
    case keyCreated(KeyCreated)
    case keyRotated(KeyRotated)
    case keyRevoked(KeyRevoked)
    case keyUsed(KeyUsed)
    case refused(Refused)

    package enum Name: String, CaseIterable, Sendable {
        case keyCreated = "access.key_created"
        case keyRotated = "access.key_rotated"
        case keyRevoked = "access.key_revoked"
        case keyUsed = "access.key_used"
        case refused = "access.refused"
    }

    package var stored: (name: Name, payload: any EventPayload) {
        switch self {
        case .keyCreated(let fact): (.keyCreated, fact)
        case .keyRotated(let fact): (.keyRotated, fact)
        case .keyRevoked(let fact): (.keyRevoked, fact)
        case .keyUsed(let fact): (.keyUsed, fact)
        case .refused(let fact): (.refused, fact)
        }
    }

    package init(_ name: Name, _ body: StoredBody) throws(StoredEventError) {
        switch name {
        case .keyCreated: self = .keyCreated(try body.decode())
        case .keyRotated: self = .keyRotated(try body.decode())
        case .keyRevoked: self = .keyRevoked(try body.decode())
        case .keyUsed: self = .keyUsed(try body.decode())
        case .refused: self = .refused(try body.decode())
        }
    }
}

extension AccessEvent {
    package struct KeyCreated: EventPayload {
        package let key: KeyDefinition
        /// SHA-256 of the key's text, 64 hexadecimal digits.
        package let digest: String

        package init(key: KeyDefinition, digest: String) {
            self.key = key
            self.digest = digest
        }

        package init(_ fields: FieldReader) {
            self.init(key: KeyDefinition(fields.object("key")), digest: fields.string("digest"))
        }

        package var json: JSONObject {
            ["key": .object(key.json), "digest": .string(digest)]
        }
    }

    /// Another secret counts from here on.
    package struct KeyRotated: EventPayload {
        package let digest: String
        /// Until then the secret before it counts too.
        package let previousUntil: Timestamp

        package init(digest: String, previousUntil: Timestamp) {
            self.digest = digest
            self.previousUntil = previousUntil
        }

        package init(_ fields: FieldReader) {
            self.init(
                digest: fields.string("digest"), previousUntil: fields.time("previous_until"))
        }

        package var json: JSONObject {
            ["digest": .string(digest), "previous_until": .time(previousUntil)]
        }
    }

    package struct KeyRevoked: EventPayload {
        package init() {}
        package init(_ fields: FieldReader) {}
        package var json: JSONObject { [:] }
    }

    /// It was used on this day, perhaps often: at most one of these a day.
    package struct KeyUsed: EventPayload {
        package init() {}
        package init(_ fields: FieldReader) {}
        package var json: JSONObject { [:] }
    }

    /// It was refused something, perhaps often: at most one of these per operation and minute.
    package struct Refused: EventPayload {
        /// Method and path with named parts, such as `POST /v1/keys`.
        package let operation: String
        /// The problem's code.
        package let code: String

        package init(operation: String, code: String) {
            self.operation = operation
            self.code = code
        }

        package init(_ fields: FieldReader) {
            self.init(operation: fields.string("operation"), code: fields.string("code"))
        }

        package var json: JSONObject {
            ["operation": .string(operation), "code": .string(code)]
        }
    }
}

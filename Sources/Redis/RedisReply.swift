/// One answer of the server, copied out of the C library's memory.
package enum RedisReply: Sendable, Equatable {
    case null
    case integer(Int)
    /// A string or status that is valid UTF-8.
    case text(String)
    /// A string that is not.
    case bytes([UInt8])
    case array([RedisReply])
    case error(RedisError)
}

extension RedisReply {
    package var text: String? {
        guard case .text(let text) = self else { return nil }
        return text
    }

    package var integer: Int? {
        guard case .integer(let integer) = self else { return nil }
        return integer
    }

    package var array: [RedisReply]? {
        guard case .array(let replies) = self else { return nil }
        return replies
    }

    package var error: RedisError? {
        guard case .error(let error) = self else { return nil }
        return error
    }
}

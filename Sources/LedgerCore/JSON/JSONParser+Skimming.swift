extension JSONParser {
    /// Reads some members of an object that is known to be JSON, and passes over the others.
    ///
    /// For data that was checked when it was recorded: what is passed over is not looked at, so it
    /// costs a tenth.
    package static func members(
        named names: [String], of bytes: [UInt8]
    ) throws(JSONError) -> JSONObject {
        var parser = JSONParser(bytes)
        parser.skipSpace()
        return JSONObject(try parser.members(named: names))
    }

    private mutating func members(named names: [String]) throws(JSONError) -> [JSONObject.Member] {
        var found: [JSONObject.Member] = []
        guard skip("{") else { throw error(.malformed, "no object") }
        while found.count < names.count {
            skipSpace()
            let name = try string()
            skipSpace()
            guard skip(":") else { throw error(.malformed, "a colon is missing") }
            if names.contains(name) {
                found.append(JSONObject.Member(name: name, value: try value()))
            } else {
                try passValue()
            }
            skipSpace()
            guard skip(",") else { break }
        }
        return found
    }

    /// Goes behind a value by its brackets and quotes alone.
    private mutating func passValue() throws(JSONError) {
        var open = 0
        skipSpace()
        while let byte = peek {
            switch byte {
            case UInt8(ascii: "\""):
                try passString()
                if open == 0 { return }
                continue
            case UInt8(ascii: "{"), UInt8(ascii: "["): open += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                if open == 0 { return }
                open -= 1
                if open == 0 {
                    at += 1
                    return
                }
            case UInt8(ascii: ",") where open == 0: return
            default: break
            }
            at += 1
        }
        throw error(.malformed, "the text ends within a value")
    }

    private mutating func passString() throws(JSONError) {
        at += 1
        while let byte = peek, byte != 0x22 { at = min(bytes.count, at + (byte == 0x5C ? 2 : 1)) }
        guard skip("\"") else { throw error(.malformed, "a string without end") }
    }
}

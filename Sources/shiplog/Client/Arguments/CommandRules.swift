import ArgumentParser
import LedgerCore

/// What the API asks of a command's fields; checked before anything is sent.
enum CommandRules {
    static func check(reason: String) throws {
        guard (1...1000).contains(reason.utf8.count) else {
            throw ValidationError("--reason must have 1 to 1000 bytes.")
        }
    }

    static func check(version: String, _ what: String) throws {
        guard FieldReader.isVersion(version), version.utf8.count <= 200 else {
            throw ValidationError(
                "\(what) must be 1 to 200 printable ASCII characters, no space, quote, backslash.")
        }
    }

    static func check(key: String?) throws {
        guard let key else { return }
        guard (1...200).contains(key.utf8.count),
            key.utf8.allSatisfy({ (0x21...0x7E).contains($0) && $0 != 0x22 })
        else {
            throw ValidationError(
                "--idempotency-key must be 1 to 200 printable ASCII characters, no space, no quote."
            )
        }
    }

    static func check(deployment: String) throws {
        guard ID(deployment) != nil else {
            throw ValidationError(
                "DEPLOYMENT must be a UUID; shiplog deployments SERVICE lists them.")
        }
    }
}

extension ClientSession {
    /// A key that was used before gives the answer of then, which must not look like news.
    func sayIfReplayed(_ answer: APIAnswer) {
        if answer.isReplayed {
            console.say("this key was used before: the answer is the one of that time")
        }
    }
}

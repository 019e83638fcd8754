import ArgumentParser
import LedgerCore

/// Names a key on the command line.
struct KeyArgument: ParsableArguments {
    @Argument(help: "Its id: the 8 characters after shiplog_.") var id: String

    func validate() throws {
        guard KeyText.isID(id.utf8) else {
            throw ValidationError(
                "KEY must be a key's id, 8 of a-z 0-9; shiplog keys list has them.")
        }
    }
}

/// A key as people read it.
enum KeyLines {
    static func all(_ document: JSONObject, _ style: Style) -> [String] {
        var facts = FactList()
        facts.add("key", document.text("id") ?? document.text("key"))
        facts.add("name", document.text("name"))
        let status = document.text("status")
        facts.add("status", status, status == "active" ? .green : .yellow)
        facts.add("actor", document.text("actor"))
        facts.add("roles", document.texts("roles").joined(separator: ", "))
        facts.add("where", place(document))
        facts.add("description", document.text("description"))
        facts.add("expires", Wording.time(document.text("expires_at")))
        let maker = document.text("created_by").map { " by \($0)" } ?? ""
        facts.add("created", Wording.time(document.text("created_at")).map { $0 + maker })
        facts.add("rotated", Wording.time(document.text("rotated_at")))
        facts.add("old secret until", Wording.time(document.text("previous_until")))
        facts.add("revoked", Wording.time(document.text("revoked_at")))
        facts.add("last used", document.text("last_used_on"))
        return facts.lines(style)
    }

    static func place(_ document: JSONObject) -> String {
        let environments = document.texts("environments").joined(separator: ",")
        let services = document.texts("services").joined(separator: ",")
        return (environments.isEmpty ? "everywhere" : environments)
            + (services.isEmpty ? "" : ": \(services)")
    }

    /// Shows a key with its secret, alone on the output so that it can be piped.
    ///
    /// - Throws: ``ClientFailure`` for a repeat, which has no secret any more.
    static func showSecret(_ answer: APIAnswer, in session: ClientSession) throws {
        let document = try session.client.object(of: answer)
        guard let secret = document.text("secret") else {
            let id = document.text("id") ?? "KEY"
            throw ClientFailure(
                .failure, "this was done before, and the secret was shown then",
                advice: "shiplog keys revoke \(id), and make another")
        }
        guard session.output == .table else {
            session.console.write(String(decoding: answer.body, as: UTF8.self))
            return
        }
        for line in all(document, session.console.style) { session.console.say(line) }
        session.console.say("The key is shown this once; keep it where secrets are kept:")
        session.console.write(secret)
    }
}

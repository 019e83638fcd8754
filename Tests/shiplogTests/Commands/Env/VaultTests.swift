import FoundationEssentials
import Servers
import Settings
import Testing

@testable import shiplog

/// `${vault:…}` against an HTTP server that answers as Vault's KV engine does.
@Suite(.timeLimit(.minutes(1)))
struct VaultTests {
    private static let script = """
        import http.server, json, os, sys
        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                right = self.headers["X-Vault-Token"] == "the-token"
                known = self.path == "/v1/kv/data/agents"
                data = {"data": {"data": {"url": "postgres://pw@db", "size": 5}, "metadata": {}}}
                status = 403 if not right else 200 if known else 404
                body = json.dumps(data if status == 200 else {"errors": []}).encode()
                self.send_response(status)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)
        server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
        with open(sys.argv[1] + ".part", "w") as file:
            file.write(str(server.server_port))
        os.rename(sys.argv[1] + ".part", sys.argv[1])
        server.serve_forever()
        """

    private func serve(_ body: (_ address: String, _ directory: String) async throws -> Void)
        async throws
    {
        let directory = try PrivateDirectory()
        let file = directory.path + "/port"
        let process = try await ChildProcess.start(
            Launch("python3", ["-c", Self.script, file], log: directory.path + "/log"))
        while FileManager.default.contents(atPath: file) == nil {
            let status = await process.waitForExit(within: .milliseconds(20))
            try #require(status == nil)
        }
        let port = String(
            decoding: FileManager.default.contents(atPath: file) ?? Data(), as: UTF8.self)
        try await body("http://127.0.0.1:\(port)/", directory.path)
        await process.stop()
    }

    @Test func `a field is read with a token, or with what a token's file holds`() async throws {
        try await serve { address, directory in
            try Data("the-token\n".utf8).write(to: URL(filePath: directory + "/token"))
            for variables in [
                ["VAULT_TOKEN": "the-token"], ["VAULT_TOKEN_FILE": directory + "/token"],
            ] {
                let all = variables.merging(["VAULT_ADDR": address]) { $1 }
                #expect(
                    try await VaultResolver(all).resolve("kv/data/agents#url") == "postgres://pw@db"
                )
            }
        }
    }

    @Test func `every refusal says what is wrong, and holds no secret`() async throws {
        try await serve { address, _ in
            for (token, reference, message) in [
                ("the-token", "kv/data/none#url", "Vault has no kv/data/none"),
                ("the-token", "kv/data/agents#size", "Vault's kv/data/agents#size is not a string"),
                (
                    "the-token", "kv/data/agents#none",
                    "Vault's kv/data/agents has no none; is it a KV v2 path?"
                ),
                (
                    "wrong", "kv/data/agents#url",
                    "Vault does not let this token read kv/data/agents"
                ),
                (
                    "the-token", "kv/data/agents",
                    "write ${vault:path#key}, such as ${vault:kv/data/agents#url}"
                ),
                (
                    "the-token", "kv/data/a?b#c",
                    "a path in Vault has letters, digits, /, _, . and - only"
                ),
            ] {
                let vault = VaultResolver(["VAULT_ADDR": address, "VAULT_TOKEN": token])
                await #expect(throws: ReferenceError(message)) {
                    try await vault.resolve(reference)
                }
            }
        }
    }

    @Test(arguments: [
        ([:], "VAULT_ADDR is not set, so Vault cannot be asked for a"),
        (["VAULT_ADDR": "http://127.0.0.1:1"], "neither VAULT_TOKEN nor VAULT_TOKEN_FILE is set"),
        (
            ["VAULT_ADDR": "http://127.0.0.1:1", "VAULT_TOKEN": "t"],
            "Vault cannot be asked for a: "
        ),
    ])
    func `without Vault it says so`(variables: [String: String], message: String) async {
        do throws(ReferenceError) {
            _ = try await VaultResolver(variables).resolve("a#b")
            Issue.record("Vault was not there, and answered")
        } catch { #expect(error.message.hasPrefix(message), "\(error.message)") }
    }
}

import ArgumentParser
import Curl
import LedgerCore

/// Calls the API of one server.
///
/// Commands are sent again with the same key when no answer came or the server was away: the
/// server recognises repeats, so nothing happens twice. Reading is left to the caller to repeat.
struct APIClient: Sendable {
    let server: ServerAddress
    let credentials: Credentials
    let pace: ClientPace
    private let transport: CurlClient
    private let console: Console
    /// What the log notes of this program, such as `shiplog-cli (alice)`.
    private let name: String

    /// A person names the server, so none is out of reach: the special networks by name too.
    static let anywhere = "0.0.0.0/0,[::]/0,0.0.0.0/8,169.254.0.0/16,100.64.0.0/10,[fe80::]/10"

    init(
        server: ServerAddress, credentials: Credentials, name: String, pace: ClientPace,
        console: Console
    ) throws(AddressPolicyError) {
        self.server = server
        self.credentials = credentials
        self.pace = pace
        self.console = console
        self.name = name
        // A page of 500 events has less than this, unless their data is enormous.
        transport = CurlClient(
            policy: try AddressPolicy(parsing: Self.anywhere),
            limits: CurlLimits(maximumBodyBytes: 64 << 20, connectTimeout: .seconds(5)))
    }

    /// - Throws: ``ClientFailure`` for anything but 2xx with a JSON object.
    func object(_ call: APICall) async throws -> JSONObject {
        try object(of: await send(call))
    }

    func object(of answer: APIAnswer) throws(ClientFailure) -> JSONObject {
        if let object = answer.object { return object }
        throw ClientFailure(
            .failure, "the server's answer is not a JSON object",
            advice: "make sure that \(server.text) is a shiplog server")
    }

    /// - Throws: ``ClientFailure`` for anything but 2xx.
    func send(_ call: APICall) async throws -> APIAnswer {
        var delays = call.idempotencyKey == nil ? [] : pace.retries
        while true {
            let failure: ClientFailure
            var asked: Duration?
            do throws(CurlError) {
                let answer = try await attempt(call)
                if answer.isSuccess { return answer }
                asked = answer.retryAfter
                failure = ClientFailure(answer, to: call, at: server)
            } catch {
                failure = ClientFailure(error, at: server)
            }
            guard failure.isTransient, !delays.isEmpty else { throw failure }
            console.say("\(failure.message); trying again with the same key")
            try await Task.sleep(for: max(delays.removeFirst(), asked ?? .zero))
        }
    }

    private func attempt(_ call: APICall) async throws(CurlError) -> APIAnswer {
        var headers = ["Accept": "application/json", "User-Agent": name]
        if call.body != nil { headers["Content-Type"] = "application/json" }
        headers.merge(call.headers) { _, own in own }
        headers["Idempotency-Key"] = call.idempotencyKey
        headers["Authorization"] = credentials.authorization
        let request = HTTPRequest(
            call.method, server.text + call.target, headers: headers, body: call.body?.bytes,
            timeout: pace.timeout + call.extraWait)
        let response = try await transport.perform(request)
        return APIAnswer(
            status: response.status, headers: response.headers, body: response.body)
    }
}

import Testing

@testable import shiplog

struct ServerAddressTests {
    @Test func `slashes at the end do not count`() {
        #expect(ServerAddress("http://host:8000//")?.text == "http://host:8000")
        #expect(ServerAddress("https://host/ledger")?.text == "https://host/ledger")
    }

    @Test(arguments: [
        "", "host:8000", "ftp://host", "http://", "http:///path", "http://user:secret@host",
        "http://host?q", "http://host#f", "http://ho st",
    ])
    func `anything but a plain http URL is refused`(text: String) {
        #expect(ServerAddress(text) == nil)
    }

    @Test func `a query's values are encoded`() {
        let call = APICall.get("/v1/events", [("stream", "a/b c&d=é")])
        #expect(call.target == "/v1/events?stream=a%2Fb%20c%26d%3D%C3%A9")
    }
}

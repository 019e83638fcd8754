import Curl
import LedgerCore
import Testing

@Suite struct EventOperationsTests {
    @Test func `the log is read in order, whole or of one stream, and can be waited for`()
        async throws
    {
        try await APIFixture.run { api in
            try await api.register()
            let whole = try await api.send(.get, "/v1/events?after=0&limit=1")
            #expect(whole.body["next"] == 1)
            let stream = try await api.send(
                .get, "/v1/events?stream=service/production/api&after=0")
            #expect(stream.objects("events").count == 1)
            async let waited = api.send(.get, "/v1/events?after=1&wait=20")
            let deployed = try await api.send(
                .post, APIFixture.service + "/deployments", ["version": "v2"], key: "k")
            #expect(deployed.status == 202)
            #expect(try await waited.body["next"] == 2)
        }
    }
}

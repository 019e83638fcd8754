import Curl
import Testing

@testable import Outbound

/// Prometheus 2.42's answers, as recorded.
struct PrometheusSourceTests {
    @Test(
        arguments: [
            (
                vector(#"{"metric":{"version":"a"},"value":[1795400593.776,"0.2279"]}"#),
                .number(0.2279)
            ),
            (vector(#"{"metric":{},"value":[1795400593.776,"1e+06"]}"#), .number(1_000_000)),
            (vector(""), .empty),
            (vector(#"{"metric":{},"value":[1795400593,"NaN"]}"#), .notANumber),
            (vector(#"{"metric":{},"value":[1795400593,"+Inf"]}"#), .notANumber),
            (vector(#"{"metric":{},"value":[1795400593,"-Inf"]}"#), .notANumber),
        ] as [(String, PrometheusReading)])
    func `a number, nothing and not a number are told apart`(
        body: String, reading: PrometheusReading
    ) {
        #expect(read(200, body) == reading)
    }

    @Test(arguments: [
        (
            400, #"{"status":"error","errorType":"bad_data","error":"parse error"}"#,
            "Prometheus answered 400, error type bad_data"
        ),
        (
            503, #"{"status":"error","errorType":"timeout","error":"query timed out"}"#,
            "Prometheus answered 503, error type timeout"
        ),
        (
            200, #"{"status":"error","errorType":"Password is 'x'"}"#,
            "Prometheus answered 200, error type unknown"
        ),
        (502, vector(""), "Prometheus answered 502, error type unknown"),
        (502, "<html>Bad gateway</html>", "Prometheus answered 502 and not its own JSON"),
        (
            200, #"{"status":"success","data":{"resultType":"scalar","result":[1,"2"]}}"#,
            "Prometheus answered 200 and not its own JSON"
        ),
        (200, #"{"status":"success"}"#, "Prometheus answered something else than one number"),
        (
            200, vector(#"{"value":[1,"2"]},{"value":[1,"3"]}"#),
            "Prometheus answered something else than one number"
        ),
        (200, vector(#"{"value":[1,"two"]}"#), "Prometheus answered 200 and not its own JSON"),
        (200, "", "Prometheus answered 200 and not its own JSON"),
    ])
    func `anything else is an error that quotes nothing`(status: Int, body: String, text: String) {
        #expect(read(status, body) == .error(text))
    }

    private func read(_ status: Int, _ body: String) -> PrometheusReading {
        PrometheusSource.read(HTTPResponse(status: status, body: Array(body.utf8)))
    }

    private static func vector(_ result: String) -> String {
        #"{"status":"success","data":{"resultType":"vector","result":[\#(result)]}}"#
    }
}

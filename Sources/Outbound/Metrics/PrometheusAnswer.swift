/// The JSON of `/api/v1/query`, as far as it is read.
struct PrometheusAnswer: Decodable {
    let status: String
    let errorType: String?
    let data: Payload?

    struct Payload: Decodable {
        let resultType: String
        let result: [Series]
    }

    struct Series: Decodable {
        let value: Sample
    }

    /// `[1795400593.776, "0.2279"]`: the time, and the number as text for the sake of `NaN`.
    struct Sample: Decodable {
        let number: Double

        init(from decoder: any Decoder) throws {
            var parts = try decoder.unkeyedContainer()
            _ = try parts.decode(Double.self)
            let text = try parts.decode(String.self)
            guard let number = Double(text) else {
                throw DecodingError.dataCorruptedError(in: parts, debugDescription: "no number")
            }
            self.number = number
        }
    }
}

import ArgumentParser

/// The shares of a canary's stages, such as `5,25,50,100`.
struct StageShares: ExpressibleByArgument, Equatable, Sendable {
    /// 1...50 of them, strictly increasing, the last 100.
    let percents: [Int]

    init?(argument: String) {
        let parts = argument.split(separator: ",", omittingEmptySubsequences: false)
        percents = parts.compactMap { Int($0) }
        guard percents.count == parts.count, percents.count <= 50,
            percents.allSatisfy({ (1...100).contains($0) }), percents.last == 100,
            zip(percents, percents.dropFirst()).allSatisfy({ $0 < $1 })
        else { return nil }
    }
}

/// What a plan says of users.
extension DeploymentPlan {
    /// Only a person passes it, or its deadline ends it.
    package func waitsForWinner(of stage: Stage) -> Bool {
        strategy == .abTest && winner == .person && stage.percent < 100
    }
}

extension Strategy {
    /// What is wrong with this route; `nil` when it is fine.
    func problem(of route: UserRule?) -> String? {
        switch (self, route) {
        case (.abTest, nil): "is required: it tells who takes part in an A/B test"
        case (.canary, let route?) where !route.trait.isBucket:
            "of a canary must be a bucket, whose users grow in number with the stages"
        case (.blueGreen, .some): "is not for a blue-green deployment, which shares nothing out"
        case (.rolling, .some): "is not for a rolling deployment, which goes by instances"
        case (.abTest, _), (.canary, _), (.blueGreen, _), (.rolling, _): nil
        }
    }
}

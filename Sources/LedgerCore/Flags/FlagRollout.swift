/// Whom a flag is on for, when no rule says otherwise; by the chapter's names.
package struct FlagRollout: Sendable, Equatable {
    package enum Strategy: String, Sendable, CaseIterable {
        case all
        case none
        case percentage
        case userList = "user_list"
        /// A share that grows over a window of time.
        case gradual
    }

    package let strategy: Strategy
    /// Kept under every strategy; of use to `percentage`, and to `gradual` as where it ends.
    package let percentage: FlagPercentage
    package let users: FlagUserList
    package let window: FlagWindow

    package init(
        strategy: Strategy, percentage: FlagPercentage = .none,
        users: FlagUserList = FlagUserList([]), window: FlagWindow = FlagWindow()
    ) {
        self.strategy = strategy
        self.percentage = percentage
        self.users = users
        self.window = window
    }

    /// Where a gradual rollout ends: 0, the chapter's default, stands for all.
    var target: FlagPercentage { percentage == .none ? .all : percentage }
}

/// Users by their exact bytes; found in the same time however many there are.
package struct FlagUserList: Sendable, Equatable {
    /// As they were written.
    package let texts: [String]
    private let set: Set<ExactText>

    package init(_ texts: [String]) {
        self.texts = texts
        set = Set(texts.map(ExactText.init))
    }

    package func contains(_ user: String) -> Bool { set.contains(ExactText(user)) }

    package static func == (left: FlagUserList, right: FlagUserList) -> Bool {
        left.texts.map(ExactText.init) == right.texts.map(ExactText.init)
    }
}

import ArgumentParser

/// `shiplog notifications`: who is told of what.
struct NotificationsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "notifications", abstract: "Try out who is told of what.",
        subcommands: [NotificationsTestCommand.self])
}

import ArgumentParser

@main
struct Shiplog: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "shiplog", abstract: "The append-only record of what you shipped.")
}

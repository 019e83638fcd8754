import ArgumentParser
import Curl
import EventLog
import Foundation
import LedgerCore
import Outbound
import Rollout

/// `shiplog notifications test`: sends one message for real.
struct NotificationsTestCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test", abstract: "Send one message to a sink and say what came back.",
        usage: """
            OUTBOUND_ALLOW=0.0.0.0/0:443 shiplog notifications test --sink ops \\
              --notifications /etc/shiplog/notifications.json
            """,
        discussion: """
            The message says that it is a test. It goes from this machine, to addresses that \
            OUTBOUND_ALLOW names, and nothing of it is recorded.
            """)

    @Option(help: "Name of a sink in the file.")
    var sink: String

    @Option(help: "File that says who is told of what (NOTIFICATIONS).")
    var notifications: String?

    @Option(help: "Addresses that may be connected to (OUTBOUND_ALLOW).")
    var outboundAllow: String?

    func run() async throws {
        let (settings, policy) = try read()
        guard let found = settings.sinks.first(where: { $0.name == sink }) else {
            let names = settings.sinks.map(\.name).joined(separator: ", ")
            Self.say("the file has no sink \(sink); it has \(names)")
            throw ExitCode(3)
        }
        let notifier = NotifierCatalog.notifier(of: found, client: CurlClient(policy: policy))
        do throws(OutboundError) {
            let answer = try await notifier.send(Self.message(to: sink))
            print("Sink \(sink) has the message: \(answer).")
        } catch {
            Self.say("sink \(sink) does not have the message: \(error)")
            throw ExitCode(error.code == .refused ? 1 : 69)
        }
    }

    private func read() throws -> (NotificationSettings, AddressPolicy) {
        var reader = SettingsReader(
            flags: ["NOTIFICATIONS": notifications, "OUTBOUND_ALLOW": outboundAllow],
            environment: ProcessInfo.processInfo.environment)
        let settings = reader.notifications(isRequired: true)
        let policy = reader.outbound(isRequired: true)
        guard let settings, let policy, reader.problems.isEmpty else {
            Self.say("\(ConfigurationError(reader.problems))")
            throw ExitCode(78)
        }
        return (settings, policy)
    }

    private static func message(to sink: String) -> NotificationMessage {
        let now = Timestamp(microseconds: Int64(Date.now.timeIntervalSince1970 * 1_000_000))
        let id = IDSource.system.next(at: now)
        return NotificationMessage(
            id: id, sink: sink,
            source: SourceEvent(
                id: id, position: 1, type: "notification.test", environment: "test",
                service: "shiplog", at: now),
            notice: Notice(
                .deploymentCompleted, .info, "This is a test",
                "Somebody asked Shiplog to try this sink. Nothing has happened."), sentAt: now)
    }

    private static func say(_ text: String) {
        FileHandle.standardError.write(Data("shiplog: \(text)\n".utf8))
    }
}

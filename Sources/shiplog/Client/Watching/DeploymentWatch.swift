import ArgumentParser
import LedgerCore

/// Follows one deployment until its end, the end of the time, or Ctrl-C.
struct DeploymentWatch: Sendable {
    /// What the person hopes for.
    enum Wish: Sendable { case live, aborted }

    private enum End: Sendable {
        case over(JSONObject, events: ClosedRange<Int>)
        case timedOut
        case interrupted
    }

    private let session: ClientSession
    private let deployment: String
    private let timeout: DurationArgument?
    private let reader: PatientReader

    init(_ session: ClientSession, deployment: String, timeout: DurationArgument?) {
        self.session = session
        self.deployment = deployment
        self.timeout = timeout
        reader = PatientReader(client: session.client, console: session.console)
    }

    /// - Parameter isAccepted: the server took it a moment ago: it is waited for, even when the
    ///   server is away or its views are behind. Otherwise the first answer decides.
    func run(wish: Wish, isAccepted: Bool = true) async throws -> ExitCode {
        if !isAccepted { _ = try await session.client.object(documentCall) }
        let isScreen = session.console.canRepaint && session.output == .table
        let display: any WatchDisplay =
            isScreen ? ScreenDisplay(session) : LineDisplay(session)
        switch try await race(display) {
        case .over(let document, let events): return try await finish(document, events, wish)
        case .timedOut: return await timeIsUp()
        case .interrupted:
            leave("detached; the deployment goes on")
            return .interrupted
        }
    }

    private func race(_ display: any WatchDisplay) async throws -> End {
        try await withThrowingTaskGroup(of: End.self) { group in
            defer { group.cancelAll() }
            group.addTask { try await follow(display) }
            group.addTask {
                await session.surroundings.interruption()
                return .interrupted
            }
            group.addTask {
                while true {
                    try await Task.sleep(for: display.interval)
                    display.tick()
                }
            }
            if let timeout {
                group.addTask {
                    try await Task.sleep(for: .seconds(timeout.seconds))
                    return .timedOut
                }
            }
            return try await group.next() ?? .interrupted
        }
    }

    private func follow(_ display: any WatchDisplay) async throws -> End {
        var document = try await reader.object(documentCall, isMissingLate: true)
        var feed = try await EventFeed(reader, of: document)
        var first: Int?
        while true {
            var events = try await feed.next()
            let end = events.firstIndex { $0.endedDeployment == deployment }
            if let end { events.removeSubrange((end + 1)...) }
            document = try await end == nil ? reader.object(documentCall) : endedDocument()
            display.show(events, document)
            first = first ?? events.first?.position
            if end != nil, let first, let last = events.last?.position {
                return .over(document, events: first...max(first, last))
            }
        }
    }

    private var documentCall: APICall { .get("/v1/deployments/\(deployment)") }

    /// The document with its end: the server's views may come a little after its events.
    private func endedDocument() async throws -> JSONObject {
        let deadline = ContinuousClock.now + .seconds(30)
        while true {
            let document = try await reader.object(documentCall)
            if DeploymentProgress(document).isOver || ContinuousClock.now > deadline {
                return document
            }
            try await Task.sleep(for: .milliseconds(50))
        }
    }

    /// A script must tell a deployment that is on its way from one that waits for somebody.
    private func timeIsUp() async -> ExitCode {
        let document = try? await session.client.object(documentCall)
        if let document, let wait = DeploymentProgress(document).wantedOfPerson {
            session.console.say("the time is up; the deployment waits for a person: \(wait)")
            let verb = document.flag("paused") ? "resume" : "approve"
            session.console.suggest(
                session.command("\(verb) \(deployment)") + "\n      "
                    + session.command("abort \(deployment) --reason TEXT"))
            return .waitsForPerson
        }
        leave("the time is up; the deployment goes on")
        return .timedOut
    }

    private func leave(_ what: String) {
        session.console.say(what)
        session.console.suggest(
            session.command("watch \(deployment)") + "\n      "
                + session.command("abort \(deployment) --reason TEXT"))
    }

    private func finish(
        _ document: JSONObject, _ events: ClosedRange<Int>, _ wish: Wish
    ) async throws -> ExitCode {
        let progress = DeploymentProgress(document)
        let environment = document.text("environment") ?? session.usualEnvironment
        let service = try await reader.object(
            .get("/v1/environments/\(environment)/services/\(progress.service)"))
        let verdict = DeploymentVerdict(deployment: progress, service: service, events: events)
        let console = session.console
        for line in verdict.lines(console.style) {
            if session.output == .table { console.write(line) } else { console.say(line) }
        }
        if session.output == .json { console.write(document.line) }
        console.suggest(session.command(verdict.nextWords, environment: environment))
        switch wish {
        case .live: return progress.isLive ? .success : .deploymentFailed
        case .aborted: return progress.isLive ? .deploymentFailed : .success
        }
    }
}

import FoundationEssentials
import Testing

@testable import Servers

struct PostgresServerTests {
    private let directory: PrivateDirectory

    init() throws { directory = try PrivateDirectory() }

    @Test func `Postgres starts, answers, and leaves no process and no directory`() async throws {
        let server = try await PostgresServer.start(in: directory.path)
        try await server.createDatabase("answers")
        #expect(try await Psql.ask(server, "select current_database()", in: "answers") == "answers")

        await server.stop()
        directory.remove()

        #expect(!server.isRunning)
        #expect(!Processes.exists(server.pid))
        #expect(!FileManager.default.fileExists(atPath: directory.path))
    }

    @Test func `a killed Postgres has its data after a restart`() async throws {
        let server = try await PostgresServer.start(in: directory.path)
        _ = try await Psql.ask(server, "create table kept as select 7 as number")

        await server.kill()
        #expect(!server.isRunning)
        try await server.restart()

        #expect(try await Psql.ask(server, "select number from kept") == "7")
        await server.stop()
    }

    @Test func `a new server takes over the data of a stopped one`() async throws {
        let first = try await PostgresServer.start(in: directory.path)
        _ = try await Psql.ask(first, "create table kept as select 8 as number")
        await first.stop(immediately: true)

        let second = try await PostgresServer.start(in: directory.path)

        #expect(try await Psql.ask(second, "select number from kept") == "8")
        await second.stop()
    }

    @Test func `settings win over the defaults`() async throws {
        let server = try await PostgresServer.start(
            in: directory.path, settings: ["fsync": "off", "max_connections": "7"])

        #expect(try await Psql.ask(server, "show max_connections") == "7")
        await server.stop()
    }

    @Test func `an unknown setting is quoted in the error`() async throws {
        let error = await #expect(throws: ServerError.self) {
            _ = try await PostgresServer.start(in: directory.path, settings: ["no_such": "1"])
        }

        #expect(error?.code == .exited)
        #expect(error?.message.contains("no_such") == true)
    }

    @Test func `a second server on data in use is refused`() async throws {
        let first = try await PostgresServer.start(in: directory.path)

        let error = await #expect(throws: ServerError.self) {
            _ = try await PostgresServer.start(in: directory.path)
        }

        #expect(error?.code == .exited)
        #expect(error?.message.contains("postmaster.pid") == true)
        #expect(try await Psql.ask(first, "select 1") == "1")
        await first.stop()
    }

    @Test func `a directory too long for a socket is refused before anything is made`() async {
        let deep = directory.path + "/" + String(repeating: "d", count: 90)

        let error = await #expect(throws: ServerError.self) {
            _ = try await PostgresServer.start(in: deep)
        }

        #expect(error?.message.contains("107") == true)
        #expect(!FileManager.default.fileExists(atPath: deep))
    }
}

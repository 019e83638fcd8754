import EventLog
import LedgerCore
import LedgerTestKit
import Postgres
import PostgresLedger
import Synchronization
import Testing

extension PostgresLedgerTests {
    @Suite struct AppendTests {
        @Test(arguments: [#"{"broken""#, "", "{\"nul\":\"\u{0}\"}", "\u{7F}"])
        func `bad JSON is refused alone while its batch mates are recorded`(
            _ json: String
        ) async throws {
            let database = try await PostgresLedgerTests.makeLedger()
            let store = database.store()
            let bad = StreamAppend(
                stream: .sample("bad"), expectedVersion: 0,
                events: [
                    NewEvent(id: .fresh(), type: "x.y", schema: 1, data: Array(json.utf8))
                ])

            let requests =
                [AppendRequest.sample(bad)] + (0..<40).map { .sample(.sample("s\($0)", at: 0)) }

            var failures: [Failure] = []
            await withTaskGroup(of: Failure?.self) { group in
                for request in requests {
                    group.addTask { await Self.failure(of: request, in: store) }
                }
                for await case let failure? in group { failures.append(failure) }
            }

            #expect(failures.map(\.stream) == [.sample("bad")])
            #expect(failures.map(\.error.code) == [.invalid])
            #expect(try await database.log().count == 40)
        }

        private struct Failure {
            let stream: StreamName
            let error: EventStoreError
        }

        private static func failure(
            of request: AppendRequest, in store: PostgresEventStore
        ) async -> Failure? {
            do throws(EventStoreError) {
                let outcome = try await store.append(request)
                #expect(outcome.appended != nil)
                return nil
            } catch {
                return Failure(stream: request.parts[0].stream, error: error)
            }
        }

        @Test func `invalid UTF-8 and a name that no index can hold are refused`() async throws {
            let store = try await PostgresLedgerTests.makeLedger().store()
            let noise = (0..<9000).map { _ in String(UInt8.random(in: 0...255), radix: 16) }
            let names = ["nul\u{0}", noise.joined()]

            for name in names {
                let error = await #expect(throws: EventStoreError.self) {
                    try await store.append(.sample(.sample(name, at: 0)))
                }
                #expect(error?.code == .invalid)
            }
            let outcome = try await store.append(.sample(.sample("a", at: 0)))
            #expect(outcome.appended?.firstPosition == 1)
        }

        @Test func `a write transaction open in another database hides no event`() async throws {
            let database = try await PostgresLedgerTests.makeLedger()
            let other = try await PostgresLedgerTests.makeLedger().connect()
            try await other.run(script: "BEGIN; CREATE TABLE open_work()")
            let store = database.store()

            _ = try await store.append(.sample(.sample("a", at: 0)))

            #expect(try await store.read(after: 0, limit: 10).count == 1)
            try await other.run(script: "ROLLBACK")
        }

        @Test func `a refused append neither moves the head nor tells anybody`() async throws {
            let database = try await PostgresLedgerTests.makeLedger()
            let store = database.store()
            let connection = try await database.connect()
            try await connection.run(script: "LISTEN ledger")
            let ask = "SELECT size, last_at::text FROM ledger.head"
            let before = try await connection.query(ask).string(0, 1)

            _ = try await store.append(.sample(.sample("a", at: 7)))
            _ = try await store.append(.sample(.sample("a", at: 0, events: 0), due: .clear))

            #expect(try await connection.query(ask).string(0, 1) == before)
            try await connection.run(script: "NOTIFY ledger, 'the first that is told'")
            var notifications = connection.notifications.makeAsyncIterator()
            #expect(await notifications.next()?.payload == "the first that is told")
        }

        @Test func `appends and dispatches do not wait for each other for ever`() async throws {
            let database = try await PostgresLedgerTests.makeLedger()
            let store = database.store()
            let past = try await store.now().adding(seconds: -1)

            try await withThrowingTaskGroup(of: Void.self) { group in
                for writer in 0..<8 {
                    group.addTask {
                        for number in 0..<40 {
                            let due = DueChange.bringForward(past, isUrgent: number % 2 == 0)
                            let name = "s\((writer + number) % 10)"
                            _ = try await store.append(.sample(.sample(name, at: nil), due: due))
                        }
                    }
                }
                for _ in 0..<2 {
                    group.addTask { for _ in 0..<40 { _ = try await store.takeDue(limit: 5) } }
                }
                try await group.waitForAll()
            }

            #expect(try await database.log().count == 320)
        }

        @Test func `the whole log is streamed in order from any position`() async throws {
            let database = try await PostgresLedgerTests.makeLedger()
            let store = database.store()
            for number in 0..<30 {
                let part = StreamAppend.sample("s\(number % 4)", at: nil, events: 100)
                _ = try await store.append(.sample(part))
            }

            let paged = try await store.read(after: 0, limit: 10_000)

            #expect(paged.count == 3000)
            #expect(try await database.log() == paged)
            let tail = Mutex<[RecordedEvent]>([])
            try await store.readAll(after: 2990) { events in tail.withLock { $0 += events } }
            #expect(tail.withLock { $0 } == Array(paged.suffix(10)))
        }
    }
}

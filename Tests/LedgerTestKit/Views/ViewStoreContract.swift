import LedgerCore
import Testing
package import Views

/// What every ``ViewStore`` must do; each rule is run with an empty store.
package enum ViewStoreContract {
    package struct Rule: Sendable, CustomTestStringConvertible {
        package let testDescription: String
        package let check: @Sendable (any ViewStore) async throws -> Void

        init(_ name: String, _ check: @escaping @Sendable (any ViewStore) async throws -> Void) {
            self.testDescription = name
            self.check = check
        }
    }

    package static let rules = [
        Rule("rows are saved with the checkpoint", savesRowsWithTheCheckpoint),
        Rule("a writer that lost its place is refused", refusesAWriterThatLostItsPlace),
        Rule("lists are newest first, in pages", listsNewestFirstInPages),
        Rule("lists are filtered by environment and service", filters),
        Rule("a rebuild shows only when it is published", showsARebuildOnlyWhenPublished),
        Rule("an older generation is not published", refusesToPublishAnOlderGeneration),
    ]

    private static func change(_ key: String, madeAt: Int64, _ value: Int = 0) -> ViewChange {
        let parts = key.split(separator: "/").map(String.init)
        return ViewChange(
            view: "services",
            row: ViewRow(
                key: key, environment: parts[0], service: parts[1], madeAt: madeAt,
                data: ["n": .integer(value)]))
    }

    @Sendable private static func savesRowsWithTheCheckpoint(_ store: any ViewStore) async throws {
        let start = try await store.checkpoint()
        #expect(start.position == 0)
        #expect(try await store.save([change("p/a", madeAt: 1)], from: start, to: 7))
        let next = try await store.checkpoint()
        #expect(next == ViewCheckpoint(generation: start.generation, position: 7))
        #expect(try await store.save([change("p/a", madeAt: 1, 5)], from: next, to: 8))
        #expect(try await store.row("services", key: "p/a")?.data == ["n": 5])
        let rows = try await store.rows(
            "services", keys: ["p/a", "p/b"], generation: start.generation)
        #expect(rows.keys.sorted() == ["p/a"])
        #expect(try await store.row("deployments", key: "p/a") == nil)
    }

    @Sendable private static func refusesAWriterThatLostItsPlace(_ store: any ViewStore)
        async throws
    {
        let start = try await store.checkpoint()
        #expect(try await store.save([change("p/a", madeAt: 1)], from: start, to: 3))
        #expect(try await !store.save([change("p/a", madeAt: 1, 9)], from: start, to: 4))
        #expect(try await store.row("services", key: "p/a")?.data == ["n": 0])
    }

    @Sendable private static func listsNewestFirstInPages(_ store: any ViewStore) async throws {
        let start = try await store.checkpoint()
        let changes = (1...5).map { change("p/s\($0)", madeAt: Int64($0)) }
        #expect(try await store.save(changes, from: start, to: 5))
        let first = try await store.list("services", ViewQuery(limit: 2))
        #expect(first.rows.map(\.madeAt) == [5, 4])
        let second = try await store.list("services", ViewQuery(before: first.next, limit: 2))
        #expect(second.rows.map(\.madeAt) == [3, 2])
        let last = try await store.list("services", ViewQuery(before: second.next, limit: 2))
        #expect(last.rows.map(\.madeAt) == [1])
        #expect(last.next == nil)
    }

    @Sendable private static func filters(_ store: any ViewStore) async throws {
        let start = try await store.checkpoint()
        let changes = [
            change("p/a", madeAt: 1), change("p/b", madeAt: 2), change("q/a", madeAt: 3),
        ]
        #expect(try await store.save(changes, from: start, to: 3))
        func keys(_ query: ViewQuery) async throws -> [String] {
            try await store.list("services", query).rows.map(\.key)
        }
        #expect(try await keys(ViewQuery(environment: "p")) == ["p/b", "p/a"])
        #expect(try await keys(ViewQuery(environment: "p", service: "a")) == ["p/a"])
        #expect(try await keys(ViewQuery(service: "a")) == ["q/a", "p/a"])
    }

    @Sendable private static func showsARebuildOnlyWhenPublished(_ store: any ViewStore)
        async throws
    {
        let old = try await store.checkpoint()
        #expect(try await store.save([change("p/old", madeAt: 1)], from: old, to: 4))
        let new = try await store.beginRebuild()
        #expect(try await store.save([change("p/new", madeAt: 1)], from: new, to: 4))
        #expect(try await store.row("services", key: "p/new") == nil)
        let built = ViewCheckpoint(generation: new.generation, position: 4)
        #expect(try await store.publish(built))
        #expect(try await store.checkpoint() == built)
        #expect(try await store.row("services", key: "p/old") == nil)
        #expect(try await store.row("services", key: "p/new") != nil)
    }

    @Sendable private static func refusesToPublishAnOlderGeneration(_ store: any ViewStore)
        async throws
    {
        let new = try await store.beginRebuild()
        let old = try await store.checkpoint()
        #expect(try await store.save([change("p/a", madeAt: 1)], from: old, to: 4))
        #expect(try await !store.publish(new))
        #expect(try await store.checkpoint().generation == old.generation)
    }
}

import FoundationEssentials
import Servers
import Testing

extension FaultTests {
    @Suite struct DevTests {
        @Test func `Ctrl-C of an ephemeral dev leaves no process and no directory`() async throws {
            try await Self.run { dev, tree, directory in
                dev.send(.interrupt)

                #expect(await dev.end() == .exited(code: 0))
                #expect(tree.left == [])
                let left = try FileManager.default.contentsOfDirectory(atPath: directory)
                #expect(left == [])
            }
        }

        @Test func `a dev that is killed takes its servers along`() async throws {
            try await Self.run { dev, tree, _ in
                await dev.kill()

                let deadline = ContinuousClock.now + .seconds(60)
                while !tree.left.isEmpty {
                    try #require(.now < deadline, "left: \(tree.left)")
                    await Task.yield()
                }
            }
        }

        /// - Parameter test: gets the process, what it started, and where its directory is.
        private static func run(
            _ test: (ShiplogProcess, ProcessTree, String) async throws -> Void
        ) async throws {
            let outer = try PrivateDirectory()
            defer { outer.remove() }
            let temporary = outer.path + "/t"
            try FileManager.default.createDirectory(
                atPath: temporary, withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o755])
            let dev = try await ShiplogProcess.start(
                ["dev", "--ephemeral", "--port", "0"], name: "dev", in: outer.path,
                ["TMPDIR": temporary])
            try await dev.writes("Shiplog is ready on")
            let tree = try ProcessTree(under: dev.pid)
            // Itself, Redis, and Postgres with its helpers.
            #expect(tree.count >= 7)
            try await test(dev, tree, temporary)
        }
    }
}

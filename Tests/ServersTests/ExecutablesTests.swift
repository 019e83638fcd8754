import Testing

@testable import Servers

struct ExecutablesTests {
    @Test func `Postgres' server programs are found by name`() throws {
        #expect(try Executables.find("initdb").hasSuffix("/initdb"))
    }

    @Test func `a path is taken as it is`() throws {
        #expect(try Executables.find("/bin/sh") == "/bin/sh")
    }

    @Test(arguments: ["no-such-program", "/bin/no-such-program"])
    func `what is missing is named, with what to do`(program: String) {
        let error = #expect(throws: ServerError.self) { try Executables.find(program) }

        #expect(error?.code == .executableMissing)
        #expect(error?.message == "\(program) not found: run `make setup`")
    }
}

import Postgres
import Testing

extension PostgresTests {
    @Suite struct ParameterTests {
        @Test func `each scalar type comes back as it was sent`() async throws {
            let connection = try await PostgresTests.connect()

            let rows = try await connection.query(
                "SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10",
                [
                    .bool(true), .int2(-2), .int4(.min), .int8(.max), .float8(0.1),
                    .text("Füße 🚢"), .bytea([0, 255, 1]), .json(Array(#"{"b": 1,"a":2}"#.utf8)),
                    .timestamptz(-1), .uuid(high: 1, low: .max),
                ])

            #expect(rows.bool(0, 0) == true)
            #expect(rows.int16(0, 1) == -2)
            #expect(rows.int32(0, 2) == .min)
            #expect(rows.int64(0, 3) == .max)
            #expect(rows.double(0, 4) == 0.1)
            #expect(rows.string(0, 5) == "Füße 🚢")
            #expect(rows.array(0, 6) == [0, 255, 1])
            #expect(rows.string(0, 7) == #"{"b": 1,"a":2}"#)
            #expect(rows.microseconds(0, 8) == -1)
            #expect(rows.uuid(0, 9) == (1, .max))
        }

        @Test func `the server understands the values as we do`() async throws {
            let connection = try await PostgresTests.connect()

            let rows = try await connection.query(
                "SELECT $1::text, $2::text, $3::text",
                [.timestamptz(1_764_075_761_000_250), .uuid(high: 1, low: 2), .float8(-2.5)])

            #expect(rows.string(0, 0).hasPrefix("2025-11-25"))
            #expect(rows.string(0, 1) == "00000000-0000-0001-0000-000000000002")
            #expect(rows.string(0, 2) == "-2.5")
        }

        @Test func `NULL is not an empty value`() async throws {
            let connection = try await PostgresTests.connect()

            let rows = try await connection.query(
                "SELECT $1, $2, $3", [.null(.text), .text(""), .bytea([])])

            #expect(rows.isNull(0, 0) == true)
            #expect(!rows.isNull(0, 1) && rows.string(0, 1).isEmpty)
            #expect(!rows.isNull(0, 2) && rows.array(0, 2).isEmpty)
        }

        @Test func `an array keeps its order and its NULLs, also when it is used again`()
            async throws
        {
            let connection = try await PostgresTests.connect()
            var array = ArrayParameter(.text)
            array.append("left over")
            array.removeAll()
            array.append("a")
            array.appendNull()
            array.append("")

            let rows = try await connection.query(
                "SELECT coalesce(v, '-'), n FROM unnest($1) WITH ORDINALITY t(v, n) ORDER BY n",
                [.array(array)])

            #expect((0..<rows.count).map { rows.string($0, 0) } == ["a", "-", ""])
        }

        @Test(arguments: [PostgresType.bool, .int2, .int4, .int8, .float8, .text, .bytea, .uuid])
        func `an empty array has no element`(_ type: PostgresType) async throws {
            let connection = try await PostgresTests.connect()

            let rows = try await connection.query(
                "SELECT cardinality($1)", [.array(ArrayParameter(type))])

            #expect(rows.int32(0, 0) == 0)
        }

        @Test func `arrays of numbers, times and ids arrive whole`() async throws {
            let connection = try await PostgresTests.connect()
            var numbers = ArrayParameter(.int8)
            var times = ArrayParameter(.timestamptz)
            var ids = ArrayParameter(.uuid)
            for number in 1...3 {
                numbers.append(Int64(number))
                times.append(unixMicroseconds: Int64(number) * 1_000_000)
                ids.append(uuid: (0, UInt64(number)))
            }

            let rows = try await connection.query(
                "SELECT n, t, i FROM unnest($1, $2, $3) u(n, t, i) ORDER BY n DESC LIMIT 1",
                [.array(numbers), .array(times), .array(ids)])

            #expect(rows.int64(0, 0) == 3)
            #expect(rows.microseconds(0, 1) == 3_000_000)
            #expect(rows.uuid(0, 2) == (0, 3))
        }

        @Test func `a parameter larger than the socket's buffer is sent whole`() async throws {
            let connection = try await PostgresTests.connect()
            let large = [UInt8](repeating: 7, count: 32 << 20)

            let rows = try await connection.query("SELECT length($1)", [.bytea(large)])

            #expect(rows.int32(0, 0) == Int32(large.count))
        }

        @Test func `a prepared statement runs again with other values`() async throws {
            let connection = try await PostgresTests.connect()
            let sum = PreparedStatement("sum", "SELECT $1::int8 + $2::int8")

            for number in Int64(1)...3 {
                let rows = try await connection.execute(sum, [.int8(number), .int8(40)])
                #expect(rows.int64(0, 0) == number + 40)
            }
        }
    }
}

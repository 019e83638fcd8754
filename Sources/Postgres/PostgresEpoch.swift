/// Postgres counts `timestamptz` in microseconds from 2000-01-01, everybody else from 1970.
package enum PostgresEpoch {
    /// 2000-01-01T00:00:00Z in Unix microseconds.
    private static let offset: Int64 = 946_684_800_000_000

    /// `infinity` stays the largest number and `-infinity` the smallest.
    package static func unixMicroseconds(_ stored: Int64) -> Int64 {
        stored == .max || stored == .min ? stored : stored + offset
    }

    package static func stored(_ unixMicroseconds: Int64) -> Int64 {
        let extreme = unixMicroseconds == .max || unixMicroseconds == .min
        return extreme ? unixMicroseconds : unixMicroseconds - offset
    }
}

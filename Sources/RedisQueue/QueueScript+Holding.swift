extension QueueScript {
    /// Gives those entries that a consumer still holds to an heir, which may be itself.
    ///
    /// `XCLAIM` alone would take them back from whoever has claimed them since. Keys: one stream.
    /// Arguments: group, consumer, heir, idle milliseconds, entries. Answer: the entries given.
    static let give = QueueScript(
        """
        local key, group, consumer, heir, idle = KEYS[1], ARGV[1], ARGV[2], ARGV[3], ARGV[4]
        local given = {}
        for index = 5, #ARGV do
          local entry = ARGV[index]
          local held = redis.pcall('XPENDING', key, group, entry, entry, 1, consumer)
          if held.err then
            if string.find(held.err, '^NOGROUP') then return {} end
            return held
          end
          if held[1] then
            local reply = redis.call(
              'XCLAIM', key, group, heir, 0, entry, 'IDLE', idle, 'JUSTID')
            if reply[1] then given[#given + 1] = entry end
          end
        end
        return given
        """)
}

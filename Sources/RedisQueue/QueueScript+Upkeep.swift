extension QueueScript {
    /// Trims what everybody has acknowledged and forgets consumers that are gone.
    ///
    /// Trimming by `MINID` at this point keeps the group's lag true; by length it does not, and
    /// `XGROUP DELCONSUMER` would drop what a consumer still holds. Keys: one stream.
    /// Arguments: group, idle milliseconds. Answer: how many entries were trimmed.
    static let tidy = QueueScript(
        """
        local key, group = KEYS[1], ARGV[1]
        local function named(list, name)
          for index = 1, #list, 2 do
            if list[index] == name then return list[index + 1] end
          end
        end
        local pending = redis.pcall('XPENDING', key, group)
        if pending.err then
          if string.find(pending.err, '^NOGROUP') then return 0 end
          return pending
        end
        local safe = pending[2]
        for _, info in ipairs(redis.call('XINFO', 'GROUPS', key)) do
          if not safe and named(info, 'name') == group then
            safe = named(info, 'last-delivered-id')
          end
        end
        for _, info in ipairs(redis.call('XINFO', 'CONSUMERS', key, group)) do
          if named(info, 'pending') == 0 and named(info, 'idle') > tonumber(ARGV[2]) then
            redis.call('XGROUP', 'DELCONSUMER', key, group, named(info, 'name'))
          end
        end
        return redis.call('XTRIM', key, 'MINID', '~', safe)
        """)

    /// Counts what waits and what is in hand.
    ///
    /// The lag is unknown to Redis after an `XDEL`; then entries are counted, up to 10,000.
    /// Keys: one stream. Arguments: group. Answer: both counts.
    static let depth = QueueScript(
        """
        local key = KEYS[1]
        if redis.call('EXISTS', key) == 0 then return {0, 0} end
        local groups = redis.pcall('XINFO', 'GROUPS', key)
        if groups.err then return groups end
        for _, info in ipairs(groups) do
          local field = {}
          for index = 1, #info, 2 do field[info[index]] = info[index + 1] end
          if field.name == ARGV[1] then
            local after = '(' .. field['last-delivered-id']
            local lag = field.lag or #redis.call('XRANGE', key, after, '+', 'COUNT', 10000)
            return {lag, field.pending}
          end
        end
        return {redis.call('XLEN', key), 0}
        """)
}

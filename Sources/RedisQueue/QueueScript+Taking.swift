extension QueueScript {
    /// Reads new entries of several streams, in their order and no more than wanted in all.
    ///
    /// `XREADGROUP` alone counts per stream. A group that is missing (first use, or somebody's
    /// `FLUSHALL`) is made on the way. Keys: streams. Arguments: group, consumer, limit.
    /// Answer: as that of `XREADGROUP`.
    static let read = QueueScript(
        """
        local group, consumer, left = ARGV[1], ARGV[2], tonumber(ARGV[3])
        local taken, problem = {}, nil
        local function read(key)
          return redis.pcall(
            'XREADGROUP', 'GROUP', group, consumer, 'COUNT', left, 'STREAMS', key, '>')
        end
        for _, key in ipairs(KEYS) do
          if left < 1 then break end
          local reply = read(key)
          if reply and reply.err and string.find(reply.err, '^NOGROUP') then
            reply = redis.pcall('XGROUP', 'CREATE', key, group, '0', 'MKSTREAM')
            if not reply.err then reply = read(key) end
          end
          if reply and reply.err then
            problem = reply
          elseif reply then
            taken[#taken + 1] = reply[1]
            left = left - #reply[1][2]
          end
        end
        if problem and #taken == 0 then return problem end
        return taken
        """)

    /// Takes over entries that were released, and those whose consumer is silent.
    ///
    /// Keys: streams. Arguments: group, consumer, idle milliseconds, limit, who holds the released.
    /// Answer: for each stream with any: its key, the released entries, the silent ones'.
    static let claim = QueueScript(
        """
        local group, consumer, idle, left = ARGV[1], ARGV[2], ARGV[3], tonumber(ARGV[4])
        local taken, problem = {}, nil
        local function collect(key)
          local released, silent, known = {}, {}, {}
          local handed = redis.pcall('XPENDING', key, group, '-', '+', left, ARGV[5])
          if handed.err then return handed end
          for _, entry in ipairs(handed) do
            for _, claimed in ipairs(redis.call('XCLAIM', key, group, consumer, 0, entry[1])) do
              released[#released + 1] = claimed
              known[claimed[1]] = true
              left = left - 1
            end
          end
          local cursor = '0-0'
          while cursor and left > 0 do
            local reply = redis.call(
              'XAUTOCLAIM', key, group, consumer, idle, cursor, 'COUNT', left)
            for _, claimed in ipairs(reply[2]) do
              if not known[claimed[1]] then
                silent[#silent + 1] = claimed
                left = left - 1
              end
            end
            cursor = reply[1] ~= '0-0' and reply[1]
          end
          return {key, released, silent}
        end
        for _, key in ipairs(KEYS) do
          if left < 1 then break end
          local found = collect(key)
          if found.err then
            if not string.find(found.err, '^NOGROUP') then problem = found end
          elseif #found[2] + #found[3] > 0 then
            taken[#taken + 1] = found
          end
        end
        if problem and #taken == 0 then return problem end
        return taken
        """)
}

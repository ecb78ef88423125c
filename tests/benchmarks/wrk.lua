-- Asks for each path of a file in turn, from any on, if a file is given; in the end it
-- tells requests, microseconds in all, the median, the 99th percentile, and errors.

function init(args)
  if not args[1] then return end
  local requests = {}
  for path in io.lines(args[1]) do
    requests[#requests + 1] = wrk.format("GET", path)
  end
  local last = tonumber(args[2])
  request = function()
    last = last % #requests + 1
    return requests[last]
  end
end

function done(summary, latency)
  local failed = 0
  for _, count in pairs(summary.errors) do
    failed = failed + count
  end
  io.write(string.format("\nfound %d %d %d %d %d\n", summary.requests,
    summary.duration, latency:percentile(50), latency:percentile(99), failed))
end

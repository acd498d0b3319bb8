-- Sends prepared requests from one file per thread: an eight-digit length, then the bytes of the request.
local threads = 0

function setup(thread)
  thread:set("number", threads)
  threads = threads + 1
end

function init(args)
  file = assert(io.open(args[1] .. number, "rb"))
end

function request()
  local length = file:read(8)
  if length == nil then
    file:seek("set", 0)
    length = file:read(8)
  end
  return file:read(tonumber(length))
end

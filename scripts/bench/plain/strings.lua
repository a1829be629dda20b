-- A long text built piece by piece, taken apart and put together again.
local pieces = {}
for i = 1, 200000 do pieces[#pieces + 1] = i .. "," end
local text = table.concat(pieces)
local parts = {}
for part in text:gmatch("([^,]*),") do parts[#parts + 1] = part end
parts[#parts + 1] = ""
local total, longest = 0, ""
for _, part in ipairs(parts) do
  total = total + #part
  if #part > #longest then longest = part end
end
local joined = table.concat(parts, "-")
local _, count = joined:gsub("99%-", "")
print(table.concat({#text, #parts, total, longest, #joined, joined:sub(1001, 1010), count}, " "))

-- Lists that grow, are cut, gone through with their positions and in pairs, mapped and filtered.
local function swap(a, b) return b, a end

local function filter(xs, f)
  local kept = {}
  for _, x in ipairs(xs) do if f(x) then kept[#kept + 1] = x end end
  return kept
end

local function map(xs, f)
  local results = {}
  for i, x in ipairs(xs) do results[i] = f(x) end
  return results
end

local function run(rounds)
  local total = 0
  for round = 1, rounds do
    local xs = {}
    for i = 1, 100 do xs[#xs + 1] = i * round % 31 end
    for i, x in ipairs(xs) do total = total + (i - 1) * x end
    local rest = table.move(xs, 2, #xs, 1, {})
    for i, y in ipairs(rest) do total = total + xs[i] - y end
    local first, last = swap(xs[1], xs[#xs])
    for _, x in ipairs(table.move(xs, 11, 40, 1, {})) do total = total + x end
    total = total + first - last
    total = total + #map(filter(xs, function(x) return x > 15 end), function(x) return x * 2 end)
  end
  return total
end

print(run(4000))

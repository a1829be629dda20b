-- 200,000 lines with numbers in four formats, and what is read back from one of them.
local function run(rounds)
  local length, sum = 0, 0
  for i = 1, rounds do
    local x = i / 8
    local line = string.format("epoch %03d: loss %.3f, rate %.1e, step %d of %8d", i, x, i / 7, i, rounds)
    length = length + #line
    sum = sum + tonumber(tostring(x))
  end
  return string.format("%d %.3f", length, sum)
end

print(run(200000))

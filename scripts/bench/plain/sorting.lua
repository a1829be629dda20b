-- 200,000 random numbers sorted, sorted by a key, and 2,000 of them sorted by insertion.
local function random(count)
  local numbers = {}
  local seed = 42
  for i = 1, count do
    seed = seed * 16807 % 2147483647
    numbers[i] = seed
  end
  return numbers
end

local function insertion_sort(xs)
  for i = 2, #xs do
    local x = xs[i]
    local j = i
    while j > 1 and xs[j - 1] > x do
      xs[j] = xs[j - 1]
      j = j - 1
    end
    xs[j] = x
  end
  return xs
end

local numbers = random(200000)
local ascending = table.move(numbers, 1, #numbers, 1, {})
table.sort(ascending)
-- table.sort is not stable: the place decides between equal keys.
local order = {}
for i = 1, #numbers do order[i] = i end
table.sort(order, function(a, b)
  local x, y = numbers[a] % 1000, numbers[b] % 1000
  return x < y or x == y and a < b
end)
local few = insertion_sort(table.move(numbers, 1, 2000, 1, {}))
local texts = {}
for i = 1, 50000 do texts[i] = tostring(numbers[i]) end
table.sort(texts)
print(table.concat({ascending[1], ascending[100001], numbers[order[1]], numbers[order[100001]], few[1001],
  texts[25001]}, " "))

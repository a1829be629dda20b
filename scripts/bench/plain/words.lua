-- A text of 300,000 words taken apart, cleaned, counted, and its commonest put together again.
local line = "The quick brown fox, the lazy dog and the cat: a dog is no fox, and no cat is lazy. "
local words = {}
for word in line:rep(15000):gmatch("%S+") do words[#words + 1] = word end
local counts, order = {}, {}
for _, word in ipairs(words) do
  local clean = word:lower():gsub(",", ""):gsub(":", ""):gsub("%.", "")
  if counts[clean] then
    counts[clean] = counts[clean] + 1
  else
    counts[clean] = 1
    order[#order + 1] = clean
  end
end
local place = {}
for i, word in ipairs(order) do place[word] = i end
table.sort(order, function(a, b)
  if counts[a] ~= counts[b] then return counts[a] > counts[b] end
  return place[a] < place[b]
end)
local names = {}
for i = 1, 5 do names[i] = order[i] .. "=" .. counts[order[i]] end
local starting = 0
for _, word in ipairs(words) do
  if word:sub(1, 1) == "l" or word < "and" then starting = starting + 1 end
end
print(#words, table.concat(names, "; "), starting)

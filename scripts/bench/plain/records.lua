-- 100,000 records made, changed, chosen and added up by group.
local people = {}
for i = 0, 99999 do
  people[#people + 1] = {id = i, name = "name " .. i % 1000, score = i * 7919 % 10007, group = "g" .. i % 10}
end
for _, person in ipairs(people) do
  if person.score > 5000 then person.score = person.score - 5000 end
end
local totals, counts = {}, {}
for _, person in ipairs(people) do
  local group = person.group
  if not totals[group] then
    totals[group] = 0
    counts[group] = 0
  end
  totals[group] = totals[group] + person.score
  counts[group] = counts[group] + 1
end
local best = {}
for _, person in ipairs(people) do
  if person.score > 4990 then best[#best + 1] = person end
end
local names, count = {}, 0
for _, person in ipairs(best) do
  if not names[person.name] then count = count + 1 end
  names[person.name] = person.id
end
print(totals["g3"], counts["g7"], #best, best[1].name, count)

-- Ten million steps outside any function, with global variables.
count = 0
i = 0
while i < 10000000 do
  i = i + 1
  count = count + i
end
print(count)

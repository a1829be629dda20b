"""Ten million steps outside any function, where variables are the module's."""
count = 0
i = 0
while i < 10_000_000:
    i += 1
    count += i
print(count)

"""A long text built piece by piece, taken apart and put together again."""


def build(count):
    text = ""
    for i in range(1, count + 1):
        text += f"{i},"
    return text


text = build(200_000)
parts = text.split(",")
total = 0
longest = ""
for part in parts:
    total += len(part)
    if len(part) > len(longest):
        longest = part
joined = "-".join(parts)
print(len(text), len(parts), total, longest, len(joined), joined[1000:1010], joined.count("99-"))

"""A text of 300,000 words taken apart, cleaned, counted, and its commonest put together again."""
line = "The quick brown fox, the lazy dog and the cat: a dog is no fox, and no cat is lazy. "
words = (line * 15_000).split()
counts = {}
for word in words:
    clean = word.lower().replace(",", "").replace(":", "").replace(".", "")
    if clean in counts:
        counts[clean] += 1
    else:
        counts[clean] = 1
common = sorted(counts.items(), key=lambda pair: -pair[1])
names = [f"{pair[0]}={pair[1]}" for pair in common[:5]]
starting = 0
for word in words:
    if word.startswith("l") or word < "and":
        starting += 1
print(len(words), "; ".join(names), starting)

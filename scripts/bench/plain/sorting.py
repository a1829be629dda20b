"""200,000 random numbers sorted, sorted by a key, and 2,000 of them sorted by insertion."""


def random(count):
    numbers = []
    seed = 42
    for i in range(count):
        seed = seed * 16807 % 2147483647
        numbers.append(seed)
    return numbers


def insertion_sort(xs):
    for i in range(1, len(xs)):
        x = xs[i]
        j = i
        while j > 0 and xs[j - 1] > x:
            xs[j] = xs[j - 1]
            j -= 1
        xs[j] = x
    return xs


numbers = random(200_000)
ascending = sorted(numbers)
by_last = sorted(numbers, key=lambda x: x % 1000)
few = insertion_sort(numbers[:2000])
texts = sorted(map(lambda x: f"{x}", numbers[:50_000]))
print(ascending[0], ascending[100_000], by_last[0], by_last[100_000], few[1000], texts[25_000])

"""Lists that grow, are cut, gone through with their positions and in pairs, mapped and filtered."""


def swap(pair):
    a, b = pair
    return b, a


def run(rounds):
    total = 0
    for round in range(1, rounds + 1):
        xs = []
        for i in range(1, 101):
            xs.append(i * round % 31)
        for i, x in enumerate(xs):
            total += i * x
        for x, y in zip(xs, xs[1:]):
            total += x - y
        first, last = swap((xs[0], xs[-1]))
        for x in xs[10:40]:
            total += x
        total += first - last
        few = list(map(lambda x: x * 2, filter(lambda x: x > 15, xs)))
        total += len(few)
    return total


print(run(4000))

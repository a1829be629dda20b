"""Ten million steps of a counting loop in a function."""


def total(n):
    result = 0
    for i in range(1, n + 1):
        result += i
    return result


print(total(10_000_000))

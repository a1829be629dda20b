"""300,000 times: defaults, arguments by name, a method, a function made by a function."""


def line(x, slope=2, shift=1):
    return slope * x + shift


class Account:
    def __init__(self, start):
        self.balance = start

    def with_interest(self, rate, years=1):
        return self.balance * (1 + rate * years)

    def __call__(self, x):
        return self.balance + x


def adder(n):
    return lambda x: x + n


def run(rounds):
    account = Account(100)
    total = 0
    for i in range(1, rounds + 1):
        total += line(i) + line(i, slope=3) + line(shift=4, x=i)
        total += account.with_interest(0.5) + account.with_interest(0.25, years=2)
        total += account(i)
        add = adder(i % 7)
        total += add(1)
    return total


print(int(run(300_000)))

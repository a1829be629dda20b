"""200,000 lines with numbers in four formats, and what is read back from one of them."""


def run(rounds):
    length = 0
    sum = 0
    for i in range(1, rounds + 1):
        x = i / 8
        line = f"epoch {i:03d}: loss {x:.3f}, rate {i / 7:.1e}, step {i} of {rounds:>8}"
        length += len(line)
        sum += float(f"{x}")
    return f"{length} {sum:.3f}"


print(run(200_000))

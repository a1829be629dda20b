"""Writes number_text.tsv: a format, a number and what Python makes of them.

Formats: `repr`, `float32` (the shortest digits of a single-precision number), or a format specification.
Where dls leaves out a final .0, so does this file; ERROR stands for a format that does not fit the number.
"""
import math
import pathlib
import random
import struct

SPECS = """.4f .2e e f g .3g .10g % .1% 8.2f <10.3f ^12.2f >12.2f *^15.3e +.2f 010.2f 08d d 5d <5d x #x X b #b
o , _ ,.2f 012,.2f 08, =+10.1f 0=10d #.3g .0f #.0f G E 020,d _b _x 10 <10 .3 .1 .17 + 09_d 15,.1%""".split()


def without_zero(text):
    return text[:-2] if text.endswith(".0") else text


def formatted(spec, value):
    whole = math.isfinite(value) and value == int(value)
    if spec[-1] in "dxXbo":
        return format(int(value), spec) if whole else "ERROR"
    if spec[-1] in "eEfFgG%" or "." in spec:
        return format(value, spec)
    return format(int(value) if whole and abs(value) < 1e16 else value, spec)


def numbers():
    random.seed(7)
    yield from [0.0, 1.0, -1.0, 0.1, 1e15, 1e16, 1e22, 1e300, 5e-324, 1e-4, 1e-5, 2.5, -2.5, 0.5, 99.995]
    yield from [9.999999, 999999.5, 1234567.891, 255.0, math.inf, -math.inf, math.nan, 1 / 3]
    for _ in range(4):
        yield struct.unpack("d", struct.pack("Q", random.getrandbits(64)))[0]
        yield random.uniform(-1000, 1000)
        yield float(random.randint(-(10**9), 10**9))


def rows():
    for value in numbers():
        yield "repr", value, "0" if value == 0 else without_zero(repr(value))
        for spec in SPECS:
            if spec[-1] in "xXbo" and abs(value) >= 2**63:
                continue
            text = formatted(spec, value)
            dropped_zero = spec[-1] not in "eEfFgG%" and "." in spec and ".0" in text
            if not dropped_zero:
                yield spec, value, text


if __name__ == "__main__":
    lines = ["\t".join([spec, repr(value), text]) for spec, value, text in rows()]
    pathlib.Path(__file__).with_suffix(".tsv").write_text("\n".join(lines) + "\n")

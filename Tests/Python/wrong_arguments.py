#!/usr/bin/env python3
"""Calls every builtin with wrong arguments in every position: none may end, hang or exhaust the process.

usage: wrong_arguments.py [DLS [NAME...]]

Each builtin's calls are one program; a program that dies is cut in halves down to the guilty calls.
"""

import json
import os
import re
import resource
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor

DLS = os.path.abspath(sys.argv[1] if len(sys.argv) > 1 else ".build/debug/dls")
# These end the program, or run as long as they are told to.
SKIPPED = {"exit", "fit", "repeat", "help", "map", "filter", "reduce"}
SETUP = """net = linear(3, 2) >> relu
opt = sgd(net, lr=0.1)
data = (ones(4, 3), cast(zeros(4), i64))
fig = plot([1, 2, 3])
loop = ["x"]
loop.append(loop)
"""
HOSTILE = (
    '"a"', "none", "[]", "{}", "x -> x", "data", "net", "opt", "fig", "loop", "-1", "0", "2.5", "1e300", "9e18",
    "4294967296", "nan", "-inf", "true", "zeros(0)", "zeros(2, 0, 3)", "[1, nan]", '["a"]', "1..3", "1..1e18",
    "tensor([-1, 99], dtype=i64)", "ones(1, 1, 4, 4)", "f64",
)  # fmt: skip
USUAL = {
    "a tensor": "ones(2, 3)", "a number": "1", "a whole number": "2", "a dtype": "f64", "a shape": "[2, 3]",
    "whole numbers": "[1, 1]", "a function": "x -> x * 2", "true or false": "true", "a string": '"a"',
    "a list of tensors": "[ones(2), ones(2)]",
}  # fmt: skip


def usual(parameter):
    kind, name = parameter["kind"], parameter["name"]
    for known in ("model", "optimizer", "data", "figure"):
        if name.startswith(known[:3]):
            return {"model": "net", "optimizer": "opt", "data": "data", "figure": "fig"}[known]
    for start, value in sorted(USUAL.items(), key=lambda item: -len(item[0])):
        if kind.startswith(start):
            return value
    words = re.findall(r'"[^"]*"', kind)
    return words[0] if words else "[1, 2]"


def calls(builtin):
    name, parameters = builtin["name"], builtin["parameters"]
    yield f"{name}()"
    for place in range(len(parameters)):
        for hostile in HOSTILE:
            given, named = [], False
            for index, parameter in enumerate(parameters):
                if index != place and parameter["default"] is not None:
                    named = True
                    continue
                value = hostile if index == place else usual(parameter)
                named = named or parameter["keyword_only"]
                given.append(f"{parameter['name']}={value}" if named and not parameter["variadic"] else value)
            yield f"{name}({', '.join(given)})"


def status(batch, folder):
    program = SETUP + "".join(f"try {{ r = {call}; r = f\"{{r}}\" }} catch err {{ r = none }}\n" for call in batch)
    environment = {**os.environ, "HOME": folder, "SWIFT_BACKTRACE": "enable=no"}
    limit = lambda: resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))  # noqa: E731
    try:
        run = subprocess.run(
            [DLS, "-"], input=program, cwd=folder, env=environment, preexec_fn=limit, timeout=20,
            capture_output=True, text=True, errors="replace",
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return "hangs"
    return None if run.returncode == 0 else f"status {run.returncode}"


def guilty(batch, folder):
    """The calls of a batch that end the process by themselves."""
    problem = status(batch, folder)
    if problem is None:
        return []
    if len(batch) == 1:
        return [(batch[0], problem)]
    middle = len(batch) // 2
    return guilty(batch[:middle], folder) + guilty(batch[middle:], folder)


def examine(builtins):
    with tempfile.TemporaryDirectory() as folder:
        return guilty([call for builtin in builtins for call in calls(builtin)], folder)


def main():
    reference = json.loads(subprocess.run([DLS, "doc", "--json"], capture_output=True, text=True).stdout)
    wanted = set(sys.argv[2:])
    builtins = [b for b in reference if b["name"] not in SKIPPED and (not wanted or b["name"] in wanted)]
    groups = [builtins[start : start + 20] for start in range(0, len(builtins), 20)]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        found = [item for group in pool.map(examine, groups) for item in group]
    for call, problem in found:
        print(f"{problem}: {call}")
    print(f"{len(builtins)} builtins, {len(found)} calls that end or hang the process")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()

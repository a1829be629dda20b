"""vim itself gives the sample the groups it should have. usage: vim.py"""

import os
import subprocess
import sys
import tempfile

here = os.path.dirname(os.path.abspath(__file__))
runtime = os.path.realpath(os.path.join(here, "..", "..", "editors", "vim"))
sample_path = os.path.join(here, "sample.dls")
with open(sample_path, encoding="utf-8") as file:
    sample = file.read()

expected = (
    ("# %% [markdown]", 0, "dlsCell"), ("# plain", 0, "dlsComment"), ("model Net", 0, "dlsKeyword"),
    ("model = Net", 0, ""), ("Net(width=4)", 0, "dlsFunction"), ("no_grad {", 0, "dlsKeyword"),
    ("#=> 0.25", 0, "dlsExpectation"), ("σ(x) =", 0, "dlsFunction"), ("0xff", 1, "dlsNumber"), ("1.5e-3", 3, "dlsNumber"),
    ("|> relu", 0, "dlsOperator"), ("relu\n", 0, "dlsBuiltin"), ("a {σ", 0, "dlsString"), ("σ(.5)", 0, "dlsFunction"),
    (".5):", 1, "dlsNumber"), ("{{}}", 0, "dlsEscape"), ("\\n\"", 0, "dlsEscape"), ("\\d", 0, "dlsString"),
    ("\\u{3c3}", 3, "dlsEscape"), ("for i", 0, "dlsKeyword"), ("in 1", 0, "dlsKeyword"), ("1..10", 0, "dlsNumber"),
    ("..10", 0, "dlsOperator"), ("by 2", 0, "dlsKeyword"), ("true and", 0, "dlsBoolean"), ("conv2d(i", 0, "dlsBuiltin"),
    ("use \"lib", 0, "dlsKeyword"), ("use = 1", 0, ""), ("global use", 0, "dlsKeyword"), ("∇σ", 0, "dlsOperator"),
    ("conv2d(1)", 0, "dlsMember"), ("predict_", 0, ""),
)  # fmt: skip

places = []
for needle, within, _ in expected:
    at = sample.index(needle) + within
    line_start = sample.rfind("\n", 0, at) + 1
    places.append((sample.count("\n", 0, at) + 1, len(sample[line_start:at].encode()) + 1))

with tempfile.TemporaryDirectory() as folder:
    lines = [f"synIDattr(synID({line}, {column}, 1), 'name')" for line, column in places]
    with open(f"{folder}/look.vim", "w", encoding="utf-8") as file:
        file.write(
            "set nocompatible encoding=utf-8\n"
            f"set runtimepath^={runtime}\nfiletype plugin on\nsyntax on\nedit {sample_path}\n"
            "call writefile([&filetype, &commentstring, " + ", ".join(lines) + f"], '{folder}/found')\nquitall!\n"
        )
    run = subprocess.run(
        ["vim", "-N", "-u", "NONE", "-i", "NONE", "-n", "-es", "-S", f"{folder}/look.vim"],
        capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=60, env={**os.environ, "LC_ALL": "C.UTF-8"},
    )  # fmt: skip
    assert os.path.exists(f"{folder}/found"), run.stdout + run.stderr
    with open(f"{folder}/found", encoding="utf-8") as file:
        found = file.read().split("\n")

assert found[:2] == ["dls", "# %s"], found[:2]
wrong = [f"{needle!r}: {got!r}, not {group!r}" for (needle, _, group), got in zip(expected, found[2:]) if got != group]
sys.exit("\n".join(wrong) or 0)

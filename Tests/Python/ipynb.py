"""Notebooks of dls are valid by nbformat, and go to .ipynb and back unchanged. usage: ipynb.py DLS FILE..."""

import json
import subprocess
import sys
import tempfile

import nbformat

TRICKY = '''#!/usr/bin/env dls
x = 1

# %% [markdown] 标题 {slide}
# # 神经网络 $\\frac{1}{2}$
#
# - `code` "quotes" \\ 😀

# %% a title {height=3, hidden}
f(x) = "tab\\t" + r"\\n" + "\\u{1F600}"
# a comment %% not a cell


y = f(1)   #=> error: text

# %%
# %% [markdown]
#
'''


def run(*arguments):
    done = subprocess.run([sys.argv[1], *arguments], capture_output=True, text=True)
    assert done.returncode == 0, (arguments, done.stderr)


def text(path):
    with open(path, newline="") as file:
        return file.read()


with tempfile.TemporaryDirectory() as folder:
    with open(f"{folder}/tricky.dls", "w") as file:
        file.write(TRICKY)
    for source in [f"{folder}/tricky.dls", *sys.argv[2:]]:
        book, back, again = (f"{folder}/{name}" for name in ("a.ipynb", "b.dls", "c.ipynb"))
        run("convert", source, book)
        notebook = nbformat.read(book, as_version=nbformat.NO_CONVERT)
        nbformat.validate(notebook)
        run("convert", book, back)
        assert text(back) == text(source), source
        run("convert", back, again)
        assert text(book) == text(again), source

    # What Jupyter itself writes: cells of its own making, with outputs, come back with their sources.
    made = nbformat.v4.new_notebook(cells=[
        nbformat.v4.new_markdown_cell("# Title\n\ntext"), nbformat.v4.new_code_cell("1 + 1\n2"),
        nbformat.v4.new_code_cell("print(1)", outputs=[nbformat.v4.new_output("stream", text="1\n")]),
        nbformat.v4.new_raw_cell("raw"),
    ])
    nbformat.write(made, f"{folder}/made.ipynb")
    run("convert", f"{folder}/made.ipynb", f"{folder}/made.dls")
    run("convert", f"{folder}/made.dls", f"{folder}/made2.ipynb")
    kept = json.loads(text(f"{folder}/made2.ipynb"))["cells"]
    assert ["".join(cell["source"]) for cell in kept][:3] == ["# Title\n\ntext", "1 + 1\n2", "print(1)"], kept

    # Rendered with outputs, figures and an error.
    with open(f"{folder}/run.dls", "w") as file:
        file.write('# %%\nprint("a")\n1 + 1\n# %%\nplot([1, 2, 3])\n# %%\nnosuch\n')
    done = subprocess.run([sys.argv[1], "render", f"{folder}/run.dls", "-o", folder, "--to", "ipynb"], capture_output=True)
    assert done.returncode == 1
    nbformat.validate(nbformat.read(f"{folder}/run.ipynb", as_version=nbformat.NO_CONVERT))

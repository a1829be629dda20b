"""The TextMate grammar, read by an engine of its own, gives the sample the scopes it should have. usage: textmate.py"""

import json
import logging
import os
import sys

from textmate_grammar.parsers.base import LanguageParser

logging.disable(logging.CRITICAL)
here = os.path.dirname(os.path.abspath(__file__))
editors = os.path.join(here, "..", "..", "editors", "vscode")


def strict(name):
    with open(os.path.join(editors, name)) as file:
        return json.load(file)


package = strict("package.json")
strict("language-configuration.json")
assert package["contributes"]["grammars"][0]["scopeName"] == "source.dls"
for path in (package["main"], package["contributes"]["grammars"][0]["path"]):
    assert os.path.exists(os.path.join(editors, path)), path

grammar = strict("syntaxes/dls.tmLanguage.json")
with open(os.path.join(here, "sample.dls"), encoding="utf-8") as file:
    sample = file.read()
element = LanguageParser(grammar).parse_string(sample)
tokens = {}
for (line, column), text, scopes in element.flatten():
    for offset in range(len(text)):
        tokens[line, column + offset] = scopes[-1]

expected = (
    ("# %% [markdown]", 0, "markup.heading.cell"), ("# plain", 0, "comment.line.number-sign"),
    ("model Net", 0, "keyword.control"), ("model = Net", 0, "variable.other"), ("Net(width=4)", 0, "entity.name.function"),
    ("no_grad {", 0, "keyword.control"), ("#=> 0.25", 0, "comment.line.expectation"), ("σ(x) =", 0, "entity.name.function"),
    ("0xff", 1, "constant.numeric"), ("1.5e-3", 3, "constant.numeric"), ("|> relu", 0, "keyword.operator"),
    ("relu\n", 0, "support.function.builtin"), ("a {σ", 0, "string.interpolated"), ("σ(.5)", 0, "entity.name.function"),
    (".5):", 0, "constant.numeric"), (":.2f", 1, "constant.other.format"), ("{{}}", 0, "constant.character.escape"),
    ("\\n\"", 0, "constant.character.escape"), ("\\d", 0, "string.raw"), ("\\u{3c3}", 3, "constant.character.escape"),
    ("for i", 0, "keyword.control"), ("in 1", 0, "keyword.operator.word"), ("1..10", 0, "constant.numeric"),
    ("..10", 0, "keyword.operator"), ("by 2", 0, "keyword.control"), ("true and", 0, "constant.language"),
    ("conv2d(i", 0, "support.function.builtin"), ("none) }", 0, "constant.language"), ("use \"lib", 0, "keyword.control"),
    ("\"lib.dls", 1, "string.quoted.double"), ("use = 1", 0, "variable.other"), ("global use", 0, "keyword.control"),
    ("∇σ", 0, "keyword.operator"), ("' }", 0, "keyword.operator"), ("predict_", 0, "variable.other"),
)  # fmt: skip
wrong = []
for needle, within, scope in expected:
    at = sample.index(needle) + within
    place = (sample.count("\n", 0, at), at - sample.rfind("\n", 0, at) - 1)
    if not tokens.get(place, "").startswith(scope):
        wrong.append(f"{needle!r}: {tokens.get(place)}, not {scope}")
sys.exit("\n".join(wrong) or 0)

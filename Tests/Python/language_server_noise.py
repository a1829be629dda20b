"""Random edits, questions at random places and damaged messages do not end `dls lsp`. usage: language_server_noise.py DLS FILE..."""

import json
import random
import subprocess
import sys

METHODS = """hover completion signatureHelp definition references documentHighlight prepareRename rename formatting
documentSymbol foldingRange codeAction""".split()
PIECES = ["", "(", ")", "{", "}", "\n", "\r", '"', 'f"{', "'", "😀", "x.", 'use "a.dls"\n', "model M(", "# %% c\n", "[", "|> ", "f(a="]
random.seed(1)


def frame(body):
    return b"Content-Length: %d\r\n\r\n" % len(body) + body


def message(**fields):
    return json.dumps(fields).encode()


def damaged(body):
    body = bytearray(body)
    for _ in range(3):
        body[random.randrange(len(body))] = random.randrange(256)
    return bytes(body)


def conversation(uri, text):
    yield message(method="textDocument/didOpen", params={"textDocument": {"uri": uri, "text": text}})
    for number in range(60):
        place = {"line": random.randrange(text.count("\n") + 3), "character": random.randrange(80)}
        document = {"uri": uri, "version": number}
        if random.random() < 0.25:
            end = {"line": place["line"] + random.choice([0, 0, 1, -1]), "character": random.randrange(80)}
            change = {"range": {"start": place, "end": end}, "text": random.choice(PIECES)}
            yield message(method="textDocument/didChange", params={"textDocument": document, "contentChanges": [change]})
            continue
        name = random.choice(["q", "x", "变量", "for", "net", "1"])
        params = {"textDocument": document, "position": place, "newName": name, "context": {"diagnostics": []}}
        question = message(id=number, method="textDocument/" + random.choice(METHODS), params=params)
        yield damaged(question) if random.random() < 0.1 else question


messages = [message(id="first", method="initialize", params={})]
for path in sys.argv[2:]:
    with open(path, encoding="utf-8") as file:
        messages += conversation("file:///none/" + path.split("/")[-1], file.read())
messages += [message(id="last", method="shutdown"), message(method="exit")]
run = subprocess.run([sys.argv[1], "lsp"], input=b"".join(map(frame, messages)), capture_output=True, timeout=100)
assert run.returncode == 0 and not run.stderr, (run.returncode, run.stderr[-500:])
assert b'"id":"last","result":null' in run.stdout

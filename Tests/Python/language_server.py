"""Drives `dls lsp` with the client of pygls, as an editor would. usage: language_server.py DLS"""

import asyncio
import os
import sys
import tempfile

from lsprotocol import types as lsp
from pygls.exceptions import JsonRpcException
from pygls.lsp.client import LanguageClient

PROGRAM = """# %% [markdown] 标题
# # 你好

# %% 函数
# The square.
square_of(x, scale=1) = scale * x^2
名字 = "😀😀"; 变量 = square_of(3, scale=2)
print(变量, 名字)
f(y) = {
  total = y
  for i in 1..3 { total += i }
  total + 变量
}

# %% 模型
model Net(width=4) {
  first = linear(2, width)
  forward(x: [N, 2]) {
    h = first(x)
    h |> relu
  }
}
net = Net(width=8)
net.first
"""


class Editor(LanguageClient):
    def __init__(self):
        super().__init__("dls-tests", "1")
        self.published = {}
        self.news = asyncio.Condition()

        @self.feature(lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        async def published(params):
            async with self.news:
                self.published.setdefault(params.uri, []).append(params.diagnostics)
                self.news.notify_all()

    async def next_diagnostics(self, uri, after):
        """The list that is published after the first `after` ones."""
        async with self.news:
            await asyncio.wait_for(self.news.wait_for(lambda: len(self.published.get(uri, [])) > after), 60)
            return list(self.published[uri][after])


def place(text, needle, occurrence=1, within=0):
    """The position of the n-th occurrence, in lines and UTF-16 units."""
    at = -1
    for _ in range(occurrence):
        at = text.index(needle, at + 1)
    at += within
    line = text.count("\n", 0, at)
    return lsp.Position(line, len(text[text.rfind("\n", 0, at) + 1 : at].encode("utf-16-le")) // 2)


def at(uri, position):
    return {"text_document": lsp.TextDocumentIdentifier(uri), "position": position}


def apply(text, edits):
    """The text after non-overlapping edits."""
    lines = text.split("\n")

    def offset(position):
        before = sum(len(line) + 1 for line in lines[: position.line])
        line = lines[position.line].encode("utf-16-le")[: position.character * 2]
        return before + len(line.decode("utf-16-le"))

    for edit in sorted(edits, key=lambda e: offset(e.range.start), reverse=True):
        text = text[: offset(edit.range.start)] + edit.new_text + text[offset(edit.range.end) :]
    return text


def opened(client, uri, text):
    client.text_document_did_open(lsp.DidOpenTextDocumentParams(lsp.TextDocumentItem(uri, "dls", 1, text)))


async def refused(call, words):
    try:
        await call
    except JsonRpcException as error:
        assert words in str(error), (words, str(error))
    else:
        raise AssertionError(f"nothing said {words}")


async def check_names(client, uri):
    text = PROGRAM
    hover = await client.text_document_hover_async(lsp.HoverParams(**at(uri, place(text, "square_of", 2))))
    assert "square_of(x, scale=1)" in hover.contents.value and "The square." in hover.contents.value
    assert hover.range.start == place(text, "square_of", 2), hover.range
    hover = await client.text_document_hover_async(lsp.HoverParams(**at(uri, place(text, "linear"))))
    assert "linear(" in hover.contents.value and "bias" in hover.contents.value
    assert await client.text_document_hover_async(lsp.HoverParams(**at(uri, place(text, "😀")))) is None

    definition = await client.text_document_definition_async(lsp.DefinitionParams(**at(uri, place(text, "变量", 3))))
    assert definition.range.start == place(text, "变量"), definition
    definition = await client.text_document_definition_async(lsp.DefinitionParams(**at(uri, place(text, "first", 3))))
    assert definition.range.start == place(text, "first = linear"), definition

    context = lsp.ReferenceContext(include_declaration=True)
    references = await client.text_document_references_async(
        lsp.ReferenceParams(context=context, **at(uri, place(text, "变量"))))
    assert [r.range.start for r in references] == [place(text, "变量", n) for n in (1, 2, 3)], references
    marks = await client.text_document_document_highlight_async(
        lsp.DocumentHighlightParams(**at(uri, place(text, "total"))))
    assert len(marks) == 3 and marks[0].kind == lsp.DocumentHighlightKind.Write


async def check_rename(client, uri):
    text = PROGRAM
    rename = lambda position, name: client.text_document_rename_async(  # noqa: E731
        lsp.RenameParams(new_name=name, **at(uri, position)))
    edit = await rename(place(text, "scale"), "factor")
    assert apply(text, edit.changes[uri]) == text.replace("scale", "factor")
    edit = await rename(place(text, "变量"), "値")
    assert apply(text, edit.changes[uri]) == text.replace("变量", "値")
    edit = await rename(place(text, "first"), "layer1")
    assert apply(text, edit.changes[uri]) == text.replace("first", "layer1")
    edit = await rename(place(text, "x: [N"), "input")
    assert apply(text, edit.changes[uri]) == text.replace("x: [N", "input: [N").replace("first(x)", "first(input)")
    edit = await rename(place(text, "width"), "size")
    assert apply(text, edit.changes[uri]) == text.replace("width", "size")
    await refused(rename(place(text, "total"), "y"), "means something else")
    await refused(rename(place(text, "变量"), "total"), "means something else")
    await refused(rename(place(text, "变量"), "for"), "keyword")
    await refused(rename(place(text, "变量"), "1x"), "not a name")
    await refused(rename(place(text, "变量"), "relu"), "builtin")
    await refused(rename(place(text, "linear"), "lin"), "builtin")
    await refused(rename(place(text, "forward"), "apply"), "forward")
    prepared = await client.text_document_prepare_rename_async(
        lsp.PrepareRenameParams(**at(uri, place(text, "total", 2))))
    assert prepared.placeholder == "total"


async def check_structure(client, uri):
    symbols = await client.text_document_document_symbol_async(
        lsp.DocumentSymbolParams(lsp.TextDocumentIdentifier(uri)))
    assert [s.name for s in symbols] == ["标题", "函数", "模型"], symbols
    assert [s.name for s in symbols[1].children] == ["square_of", "名字", "变量", "f"]
    model = symbols[2].children[0]
    assert model.kind == lsp.SymbolKind.Class and [m.name for m in model.children] == ["width", "first", "forward"]
    folds = await client.text_document_folding_range_async(
        lsp.FoldingRangeParams(lsp.TextDocumentIdentifier(uri)))
    spans = {(f.start_line, f.end_line, f.kind) for f in folds}
    assert (3, 12, "region") in spans and (14, 23, "region") in spans and (8, 11, None) in spans, spans


async def check_typing(client, folder):
    uri = f"file://{folder}/typing.dls"
    opened(client, uri, "😀")
    assert await client.next_diagnostics(uri, 0)
    version = 1

    def change(range_, text):
        nonlocal version
        version += 1
        part = lsp.TextDocumentContentChangeWholeDocument(text)
        if range_:
            part = lsp.TextDocumentContentChangePartial(range=range_, text=text)
        client.text_document_did_change(
            lsp.DidChangeTextDocumentParams(lsp.VersionedTextDocumentIdentifier(version, uri), [part]))

    async def completions(text, position=None):
        change(None, text)
        position = position or place(text + "\0", "\0")
        found = await client.text_document_completion_async(lsp.CompletionParams(**at(uri, position)))
        return {item.label: item for item in found}

    text = "名字 = \"😀\"; x = cov2d(1, 2, 3)\n"
    change(None, text)
    found = await client.next_diagnostics(uri, 1)
    assert [d.code for d in found] == ["E0301"] and "conv2d" in found[0].message, found
    assert found[0].range.start == place(text, "cov2d") and found[0].severity == lsp.DiagnosticSeverity.Error
    start = place(text, "cov2d")
    change(lsp.Range(start, lsp.Position(start.line, start.character + 5)), "conv2d")
    assert await client.next_diagnostics(uri, 2) == []

    change(None, "x = 2x\n")
    found = await client.next_diagnostics(uri, 3)
    actions = await client.text_document_code_action_async(
        lsp.CodeActionParams(lsp.TextDocumentIdentifier(uri), found[0].range, lsp.CodeActionContext(found)))
    assert apply("x = 2x\n", actions[0].edit.changes[uri]) == "x = 2*x\n", actions

    names = await completions("变化 = 1\ng(参数) = 参\nz = 变")
    assert "变化" in names and "参数" not in names and "conv2d" not in names
    names = await completions("g(参数, other) = conv", place("g(参数, other) = conv\0", "\0"))
    assert names["conv2d"].detail.startswith("conv2d(") and names["conv2d"].documentation
    names = await completions("conv2d(1, 2, ker")
    assert "kernel=" in names and "kernel=" == list(names)[0]
    names = await completions("f(alpha, beta=2) = alpha + beta\nf(1, be")
    assert list(names) == ["beta="]
    names = await completions("opt = sgd(linear(1, 1), lr=1)\nopt.ze")
    assert list(names) == ["zero_grad"]
    names = await completions("r = {lr: 1, steps: 2}\nr.")
    assert list(names) == ["lr", "steps"]
    assert not await completions("# con") and not await completions("x = \"con")

    change(None, "y = conv2d(1, f(2, 3), kernel=")
    help_ = await client.text_document_signature_help_async(
        lsp.SignatureHelpParams(**at(uri, place("y = conv2d(1, f(2, 3), kernel=\0", "\0"))))
    signature = help_.signatures[0]
    assert signature.label.startswith("conv2d(")
    assert signature.parameters[signature.active_parameter].label.startswith("kernel")

    untidy = "x=1\n名字   =  2 # 😀\ny = 3\n"
    change(None, untidy)
    edits = await client.text_document_formatting_async(
        lsp.DocumentFormattingParams(lsp.TextDocumentIdentifier(uri), lsp.FormattingOptions(2, True)))
    assert apply(untidy, edits) == "x = 1\n名字 = 2  # 😀\ny = 3\n", edits
    assert max(e.range.end.line for e in edits) <= 2


async def check_files(client, folder):
    library = "helper(a, scale=1) = a * scale\nhidden = 1\n"
    main = 'use "lib/tools.dls"\nvalue = helper(2, scale=3)\n'
    os.makedirs(f"{folder}/lib")
    for name, text in (("lib/tools.dls", library), ("main.dls", main), ("other.dls", "helper = 5\n")):
        with open(f"{folder}/{name}", "w") as file:
            file.write(text)
    uri, tools = f"file://{folder}/main.dls", f"file://{folder}/lib/tools.dls"
    opened(client, uri, main)
    definition = await client.text_document_definition_async(lsp.DefinitionParams(**at(uri, place(main, "helper"))))
    assert definition.uri == tools and definition.range.start == lsp.Position(0, 0)
    definition = await client.text_document_definition_async(lsp.DefinitionParams(**at(uri, place(main, "lib"))))
    assert definition.uri == tools
    edit = await client.text_document_rename_async(lsp.RenameParams(new_name="rescale", **at(uri, place(main, "helper"))))
    assert set(edit.changes) == {uri, tools}, edit
    assert apply(library, edit.changes[tools]) == library.replace("helper", "rescale")
    edit = await client.text_document_rename_async(lsp.RenameParams(new_name="by_", **at(uri, place(main, "scale"))))
    assert apply(main, edit.changes[uri]) == main.replace("scale", "by_")
    assert apply(library, edit.changes[tools]) == library.replace("scale", "by_")
    found = await client.text_document_completion_async(
        lsp.CompletionParams(**at(uri, place(main, "value", within=1))))
    assert "value" in [item.label for item in found]


async def check_lifetime(dls, folder):
    client = Editor()
    await client.start_io(dls, "lsp")
    await refused(client.text_document_hover_async(lsp.HoverParams(**at("file:///a", lsp.Position(0, 0)))), "initialize")
    result = await client.initialize_async(
        lsp.InitializeParams(lsp.ClientCapabilities(), process_id=os.getpid(), root_uri=f"file://{folder}"))
    assert result.capabilities.rename_provider.prepare_provider
    client.initialized(lsp.InitializedParams())
    uri = f"file://{folder}/unsaved%20%E5%90%8D.dls"
    opened(client, uri, PROGRAM)
    found = await client.next_diagnostics(uri, 0)
    assert found == [], found
    await check_names(client, uri)
    await check_rename(client, uri)
    await check_structure(client, uri)
    await check_typing(client, folder)
    await check_files(client, folder)
    client.text_document_did_close(lsp.DidCloseTextDocumentParams(lsp.TextDocumentIdentifier(uri)))
    assert await client.next_diagnostics(uri, 1) == []
    await refused(client.text_document_hover_async(lsp.HoverParams(**at(uri, lsp.Position(0, 0)))), "not open")
    await client.shutdown_async(None)
    client.exit(None)
    await asyncio.wait_for(client._server.wait(), 60)
    assert client._server.returncode == 0, client._server.returncode


async def check_language(dls, folder):
    """The editor's locale chooses the language where the environment does not."""
    client = Editor()
    environment = {name: value for name, value in os.environ.items() if name != "DLS_LANG"}
    await client.start_io(dls, "lsp", env=environment)
    await client.initialize_async(
        lsp.InitializeParams(lsp.ClientCapabilities(), process_id=os.getpid(), locale="zh-cn"))
    client.initialized(lsp.InitializedParams())
    uri, text = f"file://{folder}/cells.dls", "# %%\nlinear(2, 3)(zeros(4))\n\n# %%\nzeros(2) @ zeros(3)\n"
    opened(client, uri, text)
    found = await client.next_diagnostics(uri, 0)
    # The first error of each cell.
    assert [item.range.start.line for item in found] == [1, 4], found
    assert "需要" in found[0].message and "大小不同" in found[1].message, found
    hover = await client.text_document_hover_async(lsp.HoverParams(**at(uri, place(text, "linear"))))
    assert "全连接层" in hover.contents.value, hover
    rename = client.text_document_rename_async(lsp.RenameParams(new_name="x", **at(uri, place(text, "linear"))))
    await refused(rename, "内建函数")
    symbols = await client.text_document_document_symbol_async(
        lsp.DocumentSymbolParams(lsp.TextDocumentIdentifier(uri)))
    assert [symbol.name for symbol in symbols] == ["单元格 1", "单元格 2"], symbols
    await client.shutdown_async(None)
    client.exit(None)
    await asyncio.wait_for(client._server.wait(), 60)


async def main():
    with tempfile.TemporaryDirectory() as folder:
        await check_lifetime(sys.argv[1], os.path.realpath(folder))
        await check_language(sys.argv[1], os.path.realpath(folder))


asyncio.run(main())

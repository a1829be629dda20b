import Notebooks
import Testing
import Text

@Suite struct JupyterTests {
  private let text = "# %% [markdown]\n# # T\n#\n# α \"q\"\n\n# %% a {k=v}\nx = \"\\n中\"\n\nx\n"

  @Test func roundTripKeepsTheFile() throws {
    let notebook = Notebook(name: "a.dls", dls: text)
    let back = try IpynbReader.notebook(IpynbWriter.json(notebook).pretty, name: "a.ipynb")
    #expect(back.dls == text)
  }

  @Test func windowsLinesAreLines() throws {
    let text = "# %% a\r\nx = 1\r\n\r\n# %% [markdown]\r\n# T\r\n#\r\n# u\r\n# %% b\r\nx\r\ny\r\n"
    let notebook = Notebook(name: "a.dls", dls: text)
    #expect(notebook.cells.map(\.title) == ["a", "", "b"])
    #expect(notebook.cells.map(\.text) == ["x = 1", "T\n\nu", "x\ny"])
    #expect(notebook.cells.map(\.firstLine) == [2, 5, 9])
    let back = try IpynbReader.notebook(IpynbWriter.json(notebook).pretty, name: "a.ipynb")
    #expect(back.program == text)
  }

  @Test func commentsThatLookLikeMarkersStayInTheirCell() throws {
    let source = "# %% a\\n#\\\\%% b\\nx = 1"
    let json = "{\"cells\": [{\"cell_type\": \"code\", \"source\": \"\(source)\"}]}"
    let notebook = try IpynbReader.notebook(json, name: "a.ipynb")
    #expect(notebook.dls == "# \\%% a\n#\\\\%% b\nx = 1\n")
    let back = IpynbWriter.json(Notebook(name: "a.dls", dls: notebook.dls))["cells"]?.items ?? []
    #expect(back.map { $0["source"]?.items?.compactMap(\.text).joined() } == ["# %% a\n#\\%% b\nx = 1"])
  }

  @Test func attachedImagesAreKept() throws {
    let json = """
      {"cells": [{"cell_type": "markdown", "source": "![a](attachment:a.png)",
        "attachments": {"a.png": {"image/png": "aGk="}}}]}
      """
    let notebook = try IpynbReader.notebook(json, name: "a.ipynb")
    #expect(notebook.cells.map(\.text) == ["![a](data:image/png;base64,aGk=)"])
  }

  @Test func writesWhatNbformatAsksFor() {
    let json = IpynbWriter.json(Notebook(name: "a.dls", dls: text))
    #expect(json["nbformat"] == .number(4))
    #expect(json["nbformat_minor"] == .number(5))
    let cells = json["cells"]?.items ?? []
    #expect(cells.map { $0["cell_type"]?.text } == ["markdown", "code"])
    #expect(cells.allSatisfy { $0["id"] != nil && $0["metadata"] != nil && $0["source"] != nil })
    #expect(cells[0]["outputs"] == nil)
    #expect(cells[1]["outputs"] == .array([]))
    #expect(cells[1]["execution_count"] == .null)
  }

  @Test func outputsOfARun() {
    var outcome = CellOutcome(cell: Cell(kind: .code, text: "x"), number: 1)
    outcome.outputs = [
      .printed("a\nb\n"), .value("3"), .figure(DrawnFigure(number: 1, svg: "<svg/>", label: "f")),
    ]
    outcome.fault = Fault("E0301", "unknown name `x`")
    let outputs = IpynbWriter.json([outcome])["cells"]?.items?[0]["outputs"]?.items ?? []
    #expect(outputs.map { $0["output_type"]?.text } == ["stream", "execute_result", "display_data", "error"])
    #expect(outputs[0]["text"] == .array([.string("a\n"), .string("b\n")]))
    #expect(outputs[3]["ename"]?.text == "E0301")
  }

  @Test(arguments: ["", "{", "[]", "{\"cells\": 3}", "{\"cells\": [{}]}", "{\"cells\":[]} x"])
  func whatIsNoNotebookIsRefused(_ text: String) {
    #expect(throws: NotebookFailure.self) { try IpynbReader.notebook(text, name: "a.ipynb") }
  }

  @Test func jsonRoundTrip() throws {
    let text = #"{"a":[1,-2.5,1e+300,true,false,null],"b":"\"\\\n\té😀","c":{}}"#
    #expect(try JSON.parse(text).compact == text.replacing("1e+300", with: "1e+300"))
    #expect(try JSON.parse(#""😀""#) == .string("😀"))
    #expect(throws: JSON.ParseError.self) { try JSON.parse(String(repeating: "[", count: 100_000)) }
    #expect(throws: JSON.ParseError.self) { try JSON.parse("\"\\u12\"") }
  }
}

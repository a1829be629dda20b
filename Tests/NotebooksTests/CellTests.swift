import Notebooks
import Testing

@Suite struct CellTests {
  @Test func aFileWithoutMarkersIsOneCell() {
    let notebook = Notebook(name: "a.dls", dls: "x = 1\n\nx\n")
    #expect(notebook.cells.count == 1)
    #expect(notebook.cells[0].text == "x = 1\n\nx")
    #expect(notebook.cells[0].firstLine == 1)
  }

  @Test func markersPartCells() {
    let notebook = Notebook(
      name: "a.dls",
      dls: """
        #!/usr/bin/env dls
        # %% [markdown]
        # # Title
        #
        # Text with $x$.

        # %% a plot {hide, width=3}

        plot(x)

        # %%
        """)
    #expect(notebook.cells.map(\.kind) == [.code, .markdown, .code, .code])
    #expect(notebook.cells[0].isEmptyOfCode)
    #expect(notebook.cells[1].text == "# Title\n\nText with $x$.")
    #expect(notebook.cells[2].title == "a plot")
    #expect(notebook.cells[2].option("hide") == "true")
    #expect(notebook.cells[2].option("width") == "3")
    #expect(notebook.cells[2].firstLine == 9)
    #expect(notebook.cells[3].isEmptyOfCode)
  }

  @Test func bracesThatAreNoOptionsBelongToTheTitle() {
    let notebook = Notebook(name: "a.dls", dls: "# %% the set {1, 2}\n1\n")
    #expect(notebook.cells[0].title == "the set {1, 2}")
    #expect(notebook.cells[0].options.isEmpty)
  }

  @Test func aCellsSourceHasTheFilesLinesAndColumns() {
    let text = "# %% one\n1\n# %% two\n中文 = 2\n"
    let notebook = Notebook(name: "a.dls", dls: text)
    let source = notebook.source(of: notebook.cells[1])
    #expect(source.line(4) == "中文 = 2")
    #expect(source.position(of: source.start(ofLine: 4) + 7).column == 4)
    #expect(notebook.program == text)
  }

  @Test func writingAndReadingGivesTheSameCells() {
    let text = "# %% [markdown]\n# # T\n#\n# t\n\n# %% a {k=v}\nx = 1\n\n# %%\nx\n"
    let notebook = Notebook(name: "a.dls", dls: text)
    #expect(notebook.dls == text)
  }
}

import Notebooks
import Testing
import Text

@Suite struct PageTests {
  private func page(_ outcomes: [CellOutcome]) -> String {
    Page.html(Notebook(name: "dir/a.dls", cells: outcomes.map(\.cell)), outcomes)
  }

  @Test func holdsTextCodeOutputsAndErrors() {
    var code = CellOutcome(cell: Cell(kind: .code, title: "a <title>", text: "x = 1  # note"), number: 1)
    code.outputs = [.printed("<b>\n"), .value("[1, 2]")]
    code.fault = Fault("E0301", "unknown name `y`")
    var skipped = CellOutcome(cell: Cell(kind: .code, text: "z"), number: 2)
    skipped.wasRun = false
    let html = page([CellOutcome(cell: Cell(kind: .markdown, text: "# 训练 & test")), code, skipped])
    #expect(html.contains("<title>训练 &amp; test</title>"))
    #expect(html.contains("<h1 id=\"训练-test\">"))
    #expect(html.contains("a &lt;title&gt;"))
    #expect(html.contains("<span class=\"comment\"># note</span>"))
    #expect(html.contains("<pre class=\"out\">&lt;b&gt;</pre>"))
    #expect(html.contains("<pre class=\"out value\">[1, 2]</pre>"))
    #expect(html.contains("E0301"))
    #expect(html.contains("not run"))
    #expect(!html.contains("<script"))
    #expect(!html.contains("http://") && !html.contains("https://"))
  }

  @Test func figuresShareThePageWithoutSharingIds() {
    let svg = """
      <?xml version="1.0"?><!DOCTYPE svg><svg width="600" height="400" viewBox="0 0 600 400">
      <defs><circle id='gp' r="1"/></defs><use xlink:href="#gp"/><g fill="url(#gp)" id="g"/></svg>
      """
    let outcomes = (1...2).map { number -> CellOutcome in
      var outcome = CellOutcome(cell: Cell(kind: .code, text: "plot(x)"), number: number)
      outcome.outputs = [.figure(DrawnFigure(number: number, svg: svg, label: "loss \"curve\""))]
      return outcome
    }
    let html = page(outcomes)
    for number in 1...2 {
      #expect(html.contains("id='fig\(number)-gp'"))
      #expect(html.contains("href=\"#fig\(number)-gp\""))
      #expect(html.contains("url(#fig\(number)-gp)"))
      #expect(html.contains("id=\"fig\(number)-g\""))
    }
    #expect(html.contains("aria-label=\"loss &quot;curve&quot;\""))
    #expect(!html.contains("<?xml"))
  }

  @Test func aMarkdownPageFencesItsCode() {
    var outcome = CellOutcome(cell: Cell(kind: .code, text: "print(\"```\")"), number: 1)
    outcome.outputs = [.printed("```\n"), .figure(DrawnFigure(number: 1, svg: "", label: "f"))]
    let text = MarkdownPage.text([outcome], stem: "a")
    #expect(text.contains("````dls\nprint(\"```\")\n````"))
    #expect(text.contains("![f](a-fig1.svg)"))
  }
}

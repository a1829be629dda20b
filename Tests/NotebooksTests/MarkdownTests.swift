import Notebooks
import Testing

@Suite struct MarkdownTests {
  private func html(_ text: String) -> String {
    var markdown = Markdown()
    return markdown.html(text)
  }

  @Test(arguments: [
    ("# A & B", "<h1 id=\"a-b\">A &amp; B</h1>\n"),
    ("one\ntwo", "<p>one\ntwo</p>\n"),
    ("*a* **b** `c<d` ~~e~~", "<p><em>a</em> <strong>b</strong> <code>c&lt;d</code> <del>e</del></p>\n"),
    ("**前向传播**: x", "<p><strong>前向传播</strong>: x</p>\n"),
    ("snake_case_name", "<p>snake_case_name</p>\n"),
    ("[t](https://a.b/c?d=1&e)", "<p><a href=\"https://a.b/c?d=1&amp;e\">t</a></p>\n"),
    ("[t](javascript:alert(1))", "<p>t)</p>\n"),
    ("<script>x</script>", "<p>&lt;script&gt;x&lt;/script&gt;</p>\n"),
    ("- a\n- b\n  - c", "<ul>\n<li>a</li>\n<li>b\n<ul>\n<li>c</li>\n</ul>\n</li>\n</ul>\n"),
    ("3. a\n4. b", "<ol start=\"3\">\n<li>a</li>\n<li>b</li>\n</ol>\n"),
    ("> q", "<blockquote>\n<p>q</p>\n</blockquote>\n"),
    ("---", "<hr>\n"),
    ("```\na < b\n```", "<pre class=\"code\"><code>a &lt; b</code></pre>\n"),
    ("costs $5 and $6", "<p>costs $5 and $6</p>\n"),
    ("a\\*b", "<p>a*b</p>\n"),
    ("2 * 3 * 4", "<p>2 * 3 * 4</p>\n"),
  ])
  func blocksAndInlines(_ text: String, _ expected: String) { #expect(html(text) == expected) }

  @Test func tables() {
    let table = html("| a | b |\n|:-:|--:|\n| `x|y` | $|z|$ |")
    #expect(table.contains("<th class=\"center\">a</th><th class=\"right\">b</th>"))
    #expect(table.contains("<td class=\"center\"><code>x|y</code></td>"))
  }

  @Test func headingsGetAnchorsOnce() {
    var markdown = Markdown()
    _ = markdown.html("## A\n\n## A")
    #expect(markdown.headings.map(\.anchor) == ["a", "a-2"])
  }

  @Test func formulasBecomeMathML() {
    #expect(html("so $x^2$.").contains("<msup><mi>x</mi><mn>2</mn></msup>"))
    #expect(html("$$\n\\sum_{i=1}^n x_i\n$$").contains("<munderover><mo>∑</mo>"))
  }

  @Test(arguments: [
    "[", "![", "`", "**", "*a **b* c**", "$", "$$", "|", "> > > >", "- - - -", "[a](", "\\", "<",
  ])
  func brokenTextIsShown(_ text: String) { #expect(!html(text).isEmpty) }

  @Test func deepNestingEnds() {
    #expect(!html(String(repeating: "> ", count: 5_000) + "x").isEmpty)
    #expect(!html(String(repeating: "*a ", count: 2_000)).isEmpty)
    #expect(!html(String(repeating: "- ", count: 2_000) + "x").isEmpty)
  }
}

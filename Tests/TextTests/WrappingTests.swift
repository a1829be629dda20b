import Testing
import Text

@Suite struct WrappingTests {
  @Test func linesAreBrokenAtBlanks() {
    #expect(wrapped("one two three", first: 7, rest: 5) == ["one two", "three"])
    #expect(wrapped("one two three", first: 80, rest: 80) == ["one two three"])
    #expect(wrapped("  a verylongword b", first: 6, rest: 4) == ["  a", "verylongword", "b"])
    #expect(wrapped("", first: 5, rest: 5) == [""])
  }

  @Test func chineseIsBrokenAnywhereButBeforeClosingMarks() {
    #expect(wrapped("写出网页和图", first: 8, rest: 6) == ["写出网页", "和图"])
    #expect(wrapped("写出网页，和图", first: 8, rest: 8) == ["写出网", "页，和图"])
    #expect(wrapped("用 `x`（见下）", first: 8, rest: 8) == ["用 `x`", "（见下）"])
  }

  @Test func messagesAreBrokenToATerminal() {
    let fault = Fault(
      "E0999", Wording("a message of quite some length that goes on", "消息"),
      help: [Wording("write what the message asks for", "建议")])
    let renderer = FaultRenderer(width: 40, wraps: true, language: .english)
    #expect(
      renderer.render(fault) == """
        error[E0999]: a message of quite some
          length that goes on
           = help: write what the message asks
                   for

        """)
  }
}

import Testing
import Text

private func place(_ needle: String, in source: Source) -> Span {
  let bytes = Array(source.text.utf8)
  let wanted = Array(needle.utf8)
  let start = bytes.indices.first { bytes[$0...].starts(with: wanted) } ?? 0
  return Span(start, start + wanted.count, in: source.id)
}

@Test func labelsHangUnderTheirOperands() {
  let source = Sources.add(name: "net.dls", text: "a = 1\ny = x @ W\n")
  let fault = Fault(
    "E0201", "the inner sizes differ", at: place("@", in: source),
    labels: [
      (place("x", in: source), "f32 [64, 784]"), (place("W", in: source), "f32 [128, 10]"),
    ],
    notes: ["784 is not 128"], help: ["transpose W"])
  #expect(
    FaultRenderer().render(fault) == """
      error[E0201]: the inner sizes differ
        --> net.dls:2:7
         |
       2 | y = x @ W
         |     - ^ - f32 [128, 10]
         |     |
         |     f32 [64, 784]
         |
         = note: 784 is not 128
         = help: transpose W

      """)
}

@Test func labelsOnSeveralLinesShowThoseLines() {
  let source = Sources.add(name: "a.dls", text: "one\ntwo\nthree\nfour\n")
  let fault = Fault(
    "E0300", "m", at: place("four", in: source), labels: [(place("one", in: source), "here")])
  #expect(
    FaultRenderer().render(fault) == """
      error[E0300]: m
        --> a.dls:4:1
         |
       1 | one
         | --- here
         …
       4 | four
         | ^^^^

      """)
}

@Test func wideCharactersAndTabsKeepCaretsInPlace() {
  let source = Sources.add(name: "宽.dls", text: "\t损失 = 预测(x)\n")
  let fault = Fault("E0301", "m", at: place("预测", in: source), severity: .warning)
  #expect(
    FaultRenderer().render(fault) == """
      warning[E0301]: m
        --> 宽.dls:1:7
         |
       1 |     损失 = 预测(x)
         |            ^^^^

      """)
}

@Test func longLinesShowThePartAroundTheCaret() {
  let text = String(repeating: "a + ", count: 100) + "BAD" + String(repeating: " + b", count: 100)
  let source = Sources.add(name: "l.dls", text: text)
  let rendered = FaultRenderer(width: 60).render(Fault("E0300", "m", at: place("BAD", in: source)))
  let lines = rendered.split(separator: "\n", omittingEmptySubsequences: false)
  #expect(lines.allSatisfy { displayWidth($0) <= 60 })
  #expect(lines[3].contains("… ") && lines[3].hasSuffix(" …"))
  #expect(lines[3].prefix { $0 != "B" }.count == lines[4].prefix { $0 != "^" }.count)
}

@Test func aFaultOutsideAnySourceIsOneLineWithItsHelp() {
  let fault = Fault("E0900", "interrupted", help: ["run it again"])
  #expect(FaultRenderer().render(fault) == "error[E0900]: interrupted\n   = help: run it again\n")
  #expect(FaultRenderer.text(fault, color: false).hasSuffix("run it again"))
}

@Test func spansPastTheEndAndUnknownSourcesAreHarmless() {
  let source = Sources.add(name: "s", text: "x")
  for span in [Span(5, 9, in: source.id), Span(0, 0, in: SourceID(index: 9_999)), Span(1, 1, in: source.id)] {
    #expect(FaultRenderer().render(Fault("E0100", "m", at: span)).contains("^"))
  }
}

@Test func colourIsOnlyWhereAskedFor() {
  let source = Sources.add(name: "s", text: "x")
  let fault = Fault("E0100", "m", at: Span(0, 1, in: source.id))
  #expect(FaultRenderer(color: true).render(fault).contains("\u{1B}[1;31m^"))
  #expect(!FaultRenderer().render(fault).contains("\u{1B}"))
}

@Test func controlCharactersNeverReachTheTerminal() {
  let source = Sources.add(name: "a\u{1B}[2J", text: "x\u{1B}[31m = 1\r\n")
  let fault = Fault("E0100", "bad \u{1B}]0;title\u{7}", at: Span(0, 1, in: source.id), help: ["\u{8}"])
  let rendered = FaultRenderer().render(fault)
  #expect(rendered.unicodeScalars.allSatisfy { $0 == "\n" || $0.value >= 0x20 })
}

@Test func jsonHasPlacesInCharactersOnOneLine() {
  let source = Sources.add(name: "a\"b.dls", text: "一\n二 = \"三\n")
  let fault = Fault(
    "E0102", "not\nclosed", at: place("\"三", in: source), notes: ["n"], help: ["h\t\u{1}"], replacement: "r")
  #expect(
    FaultRenderer.json(fault)
      == #"{"severity":"error","code":"E0102","message":"not\nclosed","file":"a\"b.dls","line":2,"column":5,"#
      + #""end_line":2,"end_column":7,"notes":["n"],"help":["h\t\u0001"],"labels":[],"replacement":"r"}"#)
  #expect(FaultRenderer.json(Fault("E0900", "m")).contains(#""file":null,"line":null"#))
}

extension Fault {
  /// A fault that says the same in every language.
  fileprivate init(
    _ code: String, _ message: String, at span: Span? = nil, severity: Severity = .error,
    labels: [(Span, String)] = [], notes: [String] = [], help: [String] = [], replacement: String? = nil
  ) {
    self.init(
      code, Wording(verbatim: message), at: span, severity: severity,
      labels: labels.map { Label($0.0, Wording(verbatim: $0.1)) }, notes: notes.map(Wording.init(verbatim:)),
      help: help.map(Wording.init(verbatim:)), replacement: replacement)
  }
}

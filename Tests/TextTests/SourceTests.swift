import Testing
import Text

@Test func positionsCountCharactersFromOne() {
  let source = Sources.add(name: "s", text: "aσ\n函数x\r\n")
  #expect(source.lineCount == 3)
  #expect(source.position(of: 0) == (1, 1))
  #expect(source.position(of: 3) == (1, 3))
  #expect(source.position(of: 4) == (2, 1))
  #expect(source.position(of: 10) == (2, 3))
  #expect(source.position(of: 999) == (3, 1))
  #expect(source.position(of: -1) == (1, 1))
  #expect(source.line(1) == "aσ")
  #expect(source.line(9) == "")
}

@Test(arguments: [("abc", 3), ("函数", 4), ("e\u{301}", 1), ("😀", 2), ("❤\u{FE0F}", 2), ("（", 2), ("", 0)])
func displayWidthsCountWideCharactersTwice(text: String, columns: Int) {
  #expect(displayWidth(text) == columns)
}

@Test func closeNamesComeBestFirst() {
  #expect(closestNames(to: "reluu", among: ["relu", "gelu", "sigmoid"]) == ["relu", "gelu"])
  #expect(closestNames(to: "xyz", among: ["relu"]).isEmpty)
}

import Foundation
import Testing
import Text

@Test func theLanguageIsDLSLANGElseTheLocaleForMessages() {
  func chosen(_ variables: [String: String]) -> UserLanguage { UserLanguage { variables[$0] } }
  #expect(chosen([:]) == .english)
  #expect(chosen(["LANG": "zh_CN.UTF-8"]) == .chinese)
  #expect(chosen(["LANG": "zh_CN.UTF-8", "LC_MESSAGES": "de_DE.UTF-8"]) == .english)
  #expect(chosen(["LANG": "en_US.UTF-8", "LC_ALL": "zh_TW.utf8"]) == .chinese)
  #expect(chosen(["LC_ALL": "", "LANG": "zh"]) == .chinese)
  #expect(chosen(["LC_ALL": "zh_CN.UTF-8", "DLS_LANG": "en"]) == .english)
  #expect(chosen(["LC_ALL": "C.UTF-8", "DLS_LANG": "zh"]) == .chinese)
  // A terminal of another encoding could not show what dls writes.
  #expect(chosen(["LANG": "zh_CN.GB18030"]) == .english)
}

@Test func aWordingWithinAnotherIsTakenInItsLanguage() {
  let noun = Wording("a list", "列表")
  let whole = Wording("not \(noun) of \(3)", "不是\(noun)，有\(3)项")
  #expect(whole.english == "not a list of 3")
  #expect(whole.chinese == "不是列表，有 3 项")
  let name = "模型"
  #expect(Wording("`\(name)` is new", "名字 `\(name)` 没有定义").chinese == "名字 `模型` 没有定义")
  #expect(Wording("in \("`W`")", "来自\("`W`")").chinese == "来自 `W`")
  #expect(Wording("cannot read \"\("文件")\"", "不能读取“\("文件")”").english == "cannot read \"文件\"")
  #expect([noun, Wording(verbatim: "x")].listed() == Wording("a list, x", "列表、x"))
  #expect(Wording.count(1, "value", "values", "个值").english == "1 value")
  #expect(Wording.count(2, "value", "values", "个值") == Wording("2 values", "2 个值"))
}

@Test func aFaultIsShownAndMatchedInBothLanguages() {
  let source = Sources.add(name: "a.dls", text: "损失 = x\n")
  let fault = Fault(
    "E0301", Wording("unknown name", "没有定义"), at: Span(9, 10, in: source.id),
    notes: [Wording("a note", "第一行\n第二行")], help: [Wording("help", "这样写")])
  #expect(
    FaultRenderer(language: .chinese).render(fault) == """
      错误[E0301]：没有定义
        --> a.dls:1:6
         |
       1 | 损失 = x
         |        ^
         |
         = 说明：第一行
                 第二行
         = 建议：这样写

      """)
  #expect(FaultRenderer.json(fault, in: .chinese).contains(#""message":"没有定义""#))
  #expect(fault.mentions("unknown") && fault.mentions("没有") && !fault.mentions("另外"))
}

/// Every pair of texts in the sources: the English holds no Chinese, the Chinese is Chinese, and both speak of the
/// same values.
@Test func bothLanguagesSayTheSame() throws {
  let pairs = try wordingsOfTheSources()
  #expect(pairs.count > 1600)
  for pair in pairs {
    #expect(!pair.english.hasHan, "\(pair.english.text)")
    if pair.english.text.contains(#/[a-z]{3,} [a-z]{2,}/#) {
      #expect(pair.chinese.hasHan, "\(pair.english.text)")
    }
    #expect(pair.english.values == pair.chinese.values, "\(pair.english.text)")
  }
}

private struct Literal {
  /// What stands outside interpolations.
  var text = ""
  /// The identifiers within interpolations, those aside that only shape a text.
  var values: Set<String> = []

  private static let shaping: Set = [
    "plural", "one", "bare", "map", "joined", "separator", "english", "chinese", "count", "listed", "init",
    "text",
  ]

  var hasHan: Bool { text.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) } }

  /// Reads the literal whose quotation mark is next.
  init(_ rest: inout Substring) {
    let mark = rest.hasPrefix("\"\"\"") ? "\"\"\"" : "\""
    rest.removeFirst(mark.count)
    while let next = rest.first, !rest.hasPrefix(mark) {
      if rest.hasPrefix("\\(") {
        rest.removeFirst(2)
        readInterpolation(&rest)
      } else {
        if next == "\\" { rest.removeFirst() }
        text.append(rest.removeFirst())
      }
    }
    rest.removeFirst(mark.count)
  }

  private mutating func readInterpolation(_ rest: inout Substring) {
    var code = ""
    var depth = 1
    while depth > 0, let next = rest.first {
      if next == "\"" {
        values.formUnion(Literal(&rest).values)
        continue
      }
      if next == "(" { depth += 1 }
      if next == ")" { depth -= 1 }
      code.append(rest.removeFirst())
    }
    for match in code.matches(of: #/[A-Za-z][A-Za-z0-9]*/#) where match.0.first?.isLowercase == true {
      if !Literal.shaping.contains(String(match.0)) { values.insert(String(match.0)) }
    }
  }
}

private func wordingsOfTheSources() throws -> [(english: Literal, chinese: Literal)] {
  let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("Sources")
  var pairs: [(Literal, Literal)] = []
  for case let file as URL in FileManager.default.enumerator(at: root, includingPropertiesForKeys: nil)
    ?? .init()
  where file.pathExtension == "swift" && !file.path.contains("/Sources/Text/")
    && file.lastPathComponent != "TypeNoun.swift"
  {
    var rest = try String(contentsOf: file, encoding: .utf8)[...]
    while let start = rest.firstMatch(of: #/Wording\(\s*(?=")/#) {
      rest = rest[start.range.upperBound...]
      let english = Literal(&rest)
      guard let comma = rest.prefixMatch(of: #/\s*,\s*(?=")/#) else { continue }
      rest = rest[comma.range.upperBound...]
      pairs.append((english, Literal(&rest)))
    }
  }
  return pairs
}

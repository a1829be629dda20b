import Foundation
import Syntax
import Testing
import Text

/// The printed grammar and the parser agree.
@Suite struct GrammarTests {
  private let grammar: Grammar
  /// What the grammar leaves open: names and defaults in one list, jumps outside their loop, a model's forward,
  /// `2(x)` and chains of `not in`.
  private let beyond: Set = ["E0109", "E0122", "E0123", "E0125", "E0126", "E0127", "E0129"]

  init() throws {
    let root = testsFolder.deletingLastPathComponent().deletingLastPathComponent()
    grammar = try Grammar(readingCommentsOf: root.appendingPathComponent("Sources/Syntax/Parser.swift").path)
  }

  private func errors(_ text: String) -> [Fault] {
    Parser.parse(Sources.add(name: "sentence", text: text)).1.filter { $0.severity == .error }
  }

  @Test func everyRuleIsDefined() {
    #expect(grammar.names.count > 30 && grammar.names.first == "program")
    #expect(grammar.undefined == ["newline", "name", "string", "number", "f-string"])
  }

  @Test func everySentenceParses() {
    var speaker = Speaker(grammar, seed: 1)
    var understood = 0
    for _ in 0..<2_500 {
      let text = speaker.sentence()
      let errors = errors(text)
      if errors.contains(where: { beyond.contains($0.code) }) { continue }
      #expect(errors.isEmpty, "\(text)\n\(errors.map(\.message.english))")
      understood += 1
    }
    #expect(understood > 1_000)
    #expect(Set(grammar.names).subtracting(speaker.spoken).isEmpty)
  }

  @Test func brokenSentencesAreParsedToTheEnd() {
    var speaker = Speaker(grammar, seed: 2)
    for _ in 0..<2_500 {
      let text = speaker.brokenSentence()
      for error in errors(text) { #expect((error.span?.end ?? 0) <= text.utf8.count) }
    }
  }

  @Test func theLayoutOfEverySentenceKeepsItsMeaning() throws {
    var speaker = Speaker(grammar, seed: 3)
    for _ in 0..<800 {
      let text = speaker.sentence()
      guard errors(text).isEmpty else { continue }
      let tree = dump(Parser.parse(Sources.add(name: "a", text: text)).0)
      for variant in [text, speaker.stretched()] {
        let once = try Formatter.format(Sources.add(name: "b", text: variant))
        #expect(dump(Parser.parse(Sources.add(name: "c", text: once)).0) == tree, "\(variant)")
        #expect(try Formatter.format(Sources.add(name: "d", text: once)) == once, "\(variant)")
      }
    }
  }
}

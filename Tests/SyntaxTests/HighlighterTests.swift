import Syntax
import Testing

@Test func piecesAreClassified() {
  let text = "for σ in f(1.5) { x = f\"a{y:.2f}\" } # end"
  let pieces = highlight(text).map { piece in
    piece.class.rawValue + " " + String(decoding: Array(text.utf8)[piece.start..<piece.end], as: UTF8.self)
  }
  #expect(
    pieces == [
      "keyword for", "name σ", "keyword in", "function f", "number 1.5", "name x", "operator =", "string f\"",
      "string a", "name y", "string :.2f", "string \"", "comment # end",
    ])
}

@Test func someWordsAreKeywordsInTheirPlaceOnly() {
  func keywords(_ text: String) -> [String] {
    highlight(text).filter { $0.class == .keyword }.map {
      String(decoding: Array(text.utf8)[$0.start..<$0.end], as: UTF8.self)
    }
  }
  #expect(keywords("model M() { no_grad { 1 } }; use \"a.dls\"") == ["model", "no_grad", "use"])
  #expect(keywords("model = M(); model(x); use(no_grad); global + 1") == [])
}

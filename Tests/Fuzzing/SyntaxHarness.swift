import Syntax
import Text

/// The pieces for colouring come from the lexer alone: in order, apart from each other, inside the text.
func lexerProblem(_ text: String) -> String? {
  let count = text.utf8.count
  var end = 0
  for piece in highlight(text) {
    guard end <= piece.start, piece.start < piece.end, piece.end <= count else {
      return "a \(piece.class) at \(piece.start)..<\(piece.end) after \(end) of \(count)"
    }
    end = piece.end
  }
  _ = Parser.isComplete(text)
  return nil
}

/// A tree for every text; one without errors holds nothing missing, and parses the same again.
func parserProblem(_ text: String) -> String? {
  let source = Sources.add(name: "fuzz.dls", text: text)
  let (tree, faults) = Parser.parse(source)
  for fault in faults {
    if let problem = problem(in: fault, of: source) { return problem }
  }
  guard !faults.contains(where: { $0.severity == .error }) else { return nil }
  return dump(tree).contains("<missing>") ? "a hole without an error: \(dump(tree))" : nil
}

/// The layout keeps the tree and the comments, and laying it out again changes nothing.
func formatterProblem(_ text: String) -> String? {
  let source = Sources.add(name: "fuzz.dls", text: text)
  let (tree, faults) = Parser.parse(source)
  let hasErrors = faults.contains { $0.severity == .error }
  let once: String
  do {
    once = try Formatter.format(source)
  } catch {
    return hasErrors ? nil : "not laid out: \(error)"
  }
  if hasErrors { return "laid out in spite of errors" }
  let (after, _) = Parser.parse(Sources.add(name: "fuzz.dls", text: once))
  if dump(after) != dump(tree) { return "another tree:\n\(once)" }
  if comments(once) != comments(text) { return "other comments:\n\(once)" }
  let twice = try? Formatter.format(Sources.add(name: "fuzz.dls", text: once))
  return twice == once ? nil : "another layout the second time:\n\(once)----\n\(twice ?? "none")"
}

/// What the comments say, without the white space in them.
private func comments(_ text: String) -> [String] {
  let bytes = Array(text.utf8)
  return highlight(text).filter { $0.class == .comment }.map { piece in
    String(decoding: bytes[piece.start..<piece.end], as: UTF8.self).filter { !$0.isWhitespace }
  }
}

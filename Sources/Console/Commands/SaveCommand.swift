import Language
import Notebooks
import Text

extension Command {
  static let save = Command(
    name: "save", arguments: "[--force] [--for NAME] FILE",
    summary: Wording(
      "write this session's cells, or those NAME needs, as .dls, .ipynb or .md; over another's file with --force",
      "把本会话的单元格（或 NAME 所需的）写成 .dls、.ipynb 或 .md；用 --force 覆盖别处来的文件"), completes: .files
  ) { repl, argument in
    var words = argument.split(separator: " ").map(String.init)
    let isForced = words.first == "--force"
    if isForced { words.removeFirst() }
    var numbers = repl.ledger.replay
    var leftOut = repl.ledger.cells.map(\.number).filter { !numbers.contains($0) }
    if words.first == "--for" {
      guard words.count > 2 else {
        throw CommandFailure.missing(command: "save --for", argument: Wording(verbatim: "NAME FILE"))
      }
      let names = Set(words[1].split(separator: ",").map(String.init))
      for name in names where repl.session.value(of: name) == nil { throw CommandFailure.nothingKnown(name) }
      (numbers, leftOut) = (repl.ledger.needed(for: names), [])
      words.removeFirst(2)
    }
    let path = CommandText.path(
      try CommandFailure.required(words.joined(separator: " "), "save", Wording(verbatim: "FILE")))
    let cells = repl.ledger.texts(of: numbers, in: repl.session).map { Cell(kind: .code, text: $0) }
    try repl.files.write(Notebook(name: path, cells: cells), to: path, isForced: isForced)
    Output.write(told(path, numbers, leftOut).text + "\n")
  }

  private static func told(_ path: String, _ numbers: [Int], _ leftOut: [Int]) -> Wording {
    let (cells, others) = (CommandText.ranges(numbers), CommandText.ranges(leftOut))
    guard !leftOut.isEmpty else {
      return Wording("saved: \(path) (cells \(cells))", "已保存：\(path)（单元格 \(cells)）")
    }
    return Wording(
      "saved: \(path) (cells \(cells); without \(others), which did not run to the end)",
      "已保存：\(path)（单元格 \(cells)；不含没有运行完的 \(others)）")
  }
}

/// The files a session has written.
final class SavedFiles {
  private var texts: [String: String] = [:]

  /// - Throws: ``CommandFailure/exists(_:)`` where a file stands that is not as this session has left it.
  func write(_ notebook: Notebook, to path: String, isForced: Bool) throws {
    let text = try NotebookFile.text(of: notebook, for: path)
    if !isForced, PlainFile.exists(path) {
      let there = try? PlainFile.read(path)
      guard there == text || there != nil && there == texts[path] else { throw CommandFailure.exists(path) }
    }
    try PlainFile.write(text, to: path)
    texts[path] = text
  }
}

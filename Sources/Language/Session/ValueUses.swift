import Syntax
import Text

/// Where a cell reads the values of other cells.
struct ValueUses {
  private let cell: CellLedger.Entry
  /// Where the text itself says `ans` or `out[3]`, and the cell that is meant; nil: one without a value.
  private var places: [(start: Int, end: Int, cell: Int?)] = []
  /// Read within functions, which find the name as it is when they are called.
  private var needsAnswer = false
  private var needsOutputs = false

  init(_ cell: CellLedger.Entry) {
    self.cell = cell
    let index = ProgramIndex(Source(unregistered: cell.text))
    let bytes = Array(cell.text.utf8)
    // Functions that are only defined find the names when they are called.
    let runs = index.tree.statements.contains { !$0.onlyDefines }
    for occurrence in index.occurrences where occurrence.role == .read && occurrence.symbol == nil {
      let (start, end) = (occurrence.span.start, occurrence.span.end)
      switch occurrence.name {
      case "ans" where cell.answer != nil && occurrence.scope == 0: places.append((start, end, cell.answer))
      case "ans" where cell.answer != nil: needsAnswer = needsAnswer || runs
      case "out" where cell.outputs != nil:
        if occurrence.scope == 0, let (number, close) = ValueUses.literalIndex(bytes, from: end),
          let place = cell.output(at: number)
        {
          places.append((start, close, place.cell))
        } else {
          needsOutputs = needsOutputs || runs || occurrence.scope == 0
        }
      default: break
      }
    }
    needsAnswer = needsAnswer || cell.callsReadAnswer && cell.answer != nil
    needsOutputs = needsOutputs || cell.callsReadOutputs && cell.outputs != nil
  }

  /// The cells whose values it reads.
  var values: [Int] {
    places.compactMap(\.cell) + (needsAnswer ? [cell.answer].compactMap { $0 } : [])
      + (needsOutputs ? cell.outputs ?? [] : [])
  }

  func renamed(_ names: [Int: String]) -> [Edit] {
    places.map { Edit(start: $0.start, end: $0.end, text: $0.cell.flatMap { names[$0] } ?? "none") }
  }

  /// What functions that read these names will find.
  func preamble(_ names: [Int: String]) -> String {
    var text = ""
    if needsAnswer, let answer = cell.answer, let name = names[answer] { text += "ans = \(name)\n" }
    if needsOutputs, let outputs = cell.outputs {
      let known = Set(outputs)
      let items = (0...(outputs.max() ?? 0)).map { known.contains($0) ? names[$0] ?? "none" : "none" }
      text += "out = [\(items.joined(separator: ", "))]\n"
    }
    return text
  }

  /// `[3]` or `[-1]` from an offset on, and where it ends.
  private static func literalIndex(_ bytes: [UInt8], from start: Int) -> (Int, end: Int)? {
    guard start < bytes.count, bytes[start] == UInt8(ascii: "["),
      let close = bytes[start...].firstIndex(of: UInt8(ascii: "]")),
      let number = Int(String(decoding: bytes[(start + 1)..<close], as: UTF8.self).filter { $0 != " " })
    else { return nil }
    return (number, close + 1)
  }
}

extension Statement {
  /// Defines a function or a model, and runs nothing.
  fileprivate var onlyDefines: Bool {
    switch kind {
    case .function, .model: return true
    case .assign(.name, let value): if case .lambda = value.kind { return true } else { return false }
    default: return false
    }
  }
}

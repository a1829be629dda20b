import Tensor
import Text

/// Values and formulas as a walk through a graph writes them.
enum WalkText {
  /// `0.25` or `[64, 10]`, for a drawing.
  static func short(_ tensor: Tensor) -> String {
    tensor.count == 1 ? number(tensor.item) : tensor.shape.description
  }

  /// A small tensor in full, a large one summed up.
  static func long(_ tensor: Tensor) -> String {
    if tensor.count == 1 { return number(tensor.item) }
    return isSmall(tensor) ? list(tensor) : tensor.summaryText
  }

  /// Small enough to stand in a formula.
  static func isSmall(_ tensor: Tensor) -> Bool { tensor.count <= 4 }

  /// As an operand: what begins with a minus stands in parentheses.
  static func operand(_ tensor: Tensor) -> String { wrapped(long(tensor)) }

  /// Four significant digits are enough.
  static func number(_ value: Double) -> String { shortNumber(value, digits: 4) }

  private static func list(_ tensor: Tensor) -> String {
    if tensor.rank == 0 { return number(tensor.item) }
    let items = (0..<tensor.shape[0]).compactMap { try? tensor.select(axis: 0, index: $0) }
    return "[" + items.map(list).joined(separator: ", ") + "]"
  }

  /// `x * w`, `-x` or `exp(x)`.
  static func formula(_ symbol: String, _ operands: [String]) -> String {
    if symbol.first?.isLetter ?? true { return "\(symbol)(\(operands.joined(separator: ", ")))" }
    if operands.count == 1 { return "\(symbol)\(wrapped(operands[0]))" }
    return operands.map(wrapped).joined(separator: " \(symbol) ")
  }

  /// In parentheses unless it is a single thing.
  static func wrapped(_ text: String) -> String {
    if text.hasPrefix("-") { return "(\(text))" }
    var depth = 0
    for character in text {
      if "([".contains(character) { depth += 1 }
      if ")]".contains(character) { depth -= 1 }
      if depth == 0, character == " " { return "(\(text))" }
    }
    return text
  }
}

import Syntax
import Text

/// Colours of the prompt, of what is typed and of what surrounds values.
struct Theme {
  var name: String
  /// SGR parameters; empty: no colour.
  private let input: String
  private let output: String
  private let faint: String
  /// Of the pieces of a cell, while it is typed.
  let tokens: [TokenClass: String]

  static let dark = Theme(
    name: "dark", input: "1;32", output: "1;34", faint: "2",
    tokens: [.keyword: "95", .string: "32", .number: "96", .constant: "96", .comment: "90", .function: "94"])
  static let light = Theme(
    name: "light", input: "32", output: "34", faint: "90",
    tokens: [.keyword: "35", .string: "32", .number: "36", .constant: "36", .comment: "90", .function: "34"])
  static let plain = Theme(name: "plain", input: "", output: "", faint: "", tokens: [:])
  static let all = [dark, light, plain]

  static func named(_ name: String) -> Theme? { all.first { $0.name == name } }

  /// Colour stands between marks that tell readline it takes no room.
  /// - Parameter paused: cells that stand still.
  func prompt(_ number: Int, paused: [Int]) -> String {
    let cells = paused.map { String($0) }.joined(separator: ", ")
    let waiting = Wording("(paused: \(cells)) ", "(已暂停：\(cells)) ").text
    let text = (paused.isEmpty ? "" : waiting) + "In [\(number)]: "
    return input.isEmpty ? text : "\u{1}\u{1B}[\(input)m\u{2}\(text)\u{1}\u{1B}[0m\u{2}"
  }

  func label(_ number: Int) -> String { paint("Out[\(number)]:", output) }
  func faint(_ text: String) -> String { paint(text, faint) }

  var usesColor: Bool { !input.isEmpty }

  private func paint(_ text: String, _ code: String) -> String {
    code.isEmpty ? text : "\u{1B}[\(code)m\(text)\u{1B}[0m"
  }
}

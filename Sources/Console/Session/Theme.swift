/// Colours of the prompt and what surrounds values.
struct Theme {
  var name: String
  /// SGR parameters; empty: no colour.
  private let input: String
  private let output: String
  private let faint: String

  static let dark = Theme(name: "dark", input: "1;32", output: "1;34", faint: "2")
  static let light = Theme(name: "light", input: "32", output: "34", faint: "90")
  static let plain = Theme(name: "plain", input: "", output: "", faint: "")
  static let all = [dark, light, plain]

  static func named(_ name: String) -> Theme? { all.first { $0.name == name } }

  /// Colour stands between marks that tell readline it takes no room.
  /// - Parameter paused: cells that stand still.
  func prompt(_ number: Int, paused: [Int]) -> String {
    let cells = paused.map { String($0) }.joined(separator: ", ")
    let text = (paused.isEmpty ? "" : "(paused: \(cells)) ") + "In [\(number)]: "
    return input.isEmpty ? text : "\u{1}\u{1B}[\(input)m\u{2}\(text)\u{1}\u{1B}[0m\u{2}"
  }

  func label(_ number: Int) -> String { paint("Out[\(number)]:", output) }
  func faint(_ text: String) -> String { paint(text, faint) }

  var usesColor: Bool { !input.isEmpty }

  private func paint(_ text: String, _ code: String) -> String {
    code.isEmpty ? text : "\u{1B}[\(code)m\(text)\u{1B}[0m"
  }
}

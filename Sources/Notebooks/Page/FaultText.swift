import Text

/// A fault as plain text: for pages, and where there is no terminal.
enum FaultText {
  static func plain(_ fault: Fault) -> String {
    var text = FaultRenderer().render(fault)
    while text.hasSuffix("\n") { text.removeLast() }
    return text
  }
}

/// One cell of a notebook.
public struct Cell {
  public enum Kind: String { case code, markdown }

  public var kind: Kind
  /// The rest of the marker line, options removed; empty when there is none.
  public var title: String
  /// `{key=value, flag}` at the end of the marker line; a flag has the value `true`.
  public var options: [(name: String, value: String)]
  /// Program text, or Markdown with its comment marks removed. No trailing newline.
  public var text: String
  /// The line of the file (from 1) at which ``text`` begins.
  public var firstLine: Int

  public init(
    kind: Kind, title: String = "", options: [(name: String, value: String)] = [], text: String,
    firstLine: Int = 1
  ) {
    self.kind = kind
    self.title = title
    self.options = options
    self.text = text
    self.firstLine = firstLine
  }

  public func option(_ name: String) -> String? { options.last { $0.name == name }?.value }

  /// Nothing to run: blank lines and comments alone.
  public var isEmptyOfCode: Bool {
    lines(of: text).allSatisfy { line in
      let code = line.drop { $0 == " " || $0 == "\t" || $0 == "\r" }
      return code.isEmpty || code.hasPrefix("#")
    }
  }
}

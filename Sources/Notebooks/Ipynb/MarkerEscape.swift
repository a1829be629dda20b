/// Comments within a cell of Jupyter's that a .dls file would take for the beginning of a cell: `# %% x` stands there
/// as `# \\%% x`.
enum MarkerEscape {
  static func escaped(_ text: String) -> String { mapped(text) { $0 + "\\" + $1 + $2 } }

  static func unescaped(_ text: String) -> String {
    mapped(text) { $1.isEmpty ? $0 + $2 : $0 + $1.dropFirst() + $2 }
  }

  /// - Parameter change: of `#` and blanks, of backslashes, and of what follows.
  private static func mapped(
    _ text: String, _ change: (Substring, Substring, Substring) -> Substring
  ) -> String {
    lines(of: text).map { line in
      guard line.hasPrefix("#") else { return line }
      let rest = line.dropFirst().drop { $0 == " " }
      let tail = rest.drop { $0 == "\\" }
      guard Marker(line: "#" + tail) != nil else { return line }
      return change(line[..<rest.startIndex], rest[..<tail.startIndex], tail)
    }.joined(separator: "\n")
  }
}

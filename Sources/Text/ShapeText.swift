/// A shape as the language shows it: `(64, 10)`, `(3,)`, `()`.
public func shapeText(_ sizes: some Collection<Int>) -> String {
  let texts = sizes.map(String.init)
  return texts.count == 1 ? "(\(texts[0]),)" : "(" + texts.joined(separator: ", ") + ")"
}

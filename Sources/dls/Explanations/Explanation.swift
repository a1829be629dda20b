/// What `dls explain` tells about a code.
struct Explanation {
  let code: String
  let title: String
  let story: String
  /// A program that raises it.
  let example: String
  /// The program mended.
  let fixed: String

  init(_ code: String, _ title: String, _ story: String, example: String, fixed: String) {
    self.code = code
    self.title = title
    self.story = story
    self.example = example
    self.fixed = fixed
  }

  static let all = syntax + tensors + names + networks + files

  /// Of one code; nil when no error has it.
  static func text(_ code: String) -> String? {
    if let entry = all.first(where: { $0.code == code }) { return entry.text }
    guard code.count == 5, code.hasPrefix("E"), code.dropFirst().allSatisfy(\.isNumber),
      let family = families.first(where: { code.hasPrefix($0.prefix) })
    else { return nil }
    return "\(code): \(family.title)\n\n\(family.story)\n"
  }

  /// The codes with their titles.
  static var listing: String { all.map { "\($0.code)  \($0.title)\n" }.joined() }

  private var text: String {
    func indented(_ code: String) -> String {
      code.split(separator: "\n", omittingEmptySubsequences: false).map { "    \($0)\n" }.joined()
    }
    return
      "\(code): \(title)\n\n\(story)\n\nFor example:\n\n\(indented(example))\nMended:\n\n\(indented(fixed))"
  }

  /// What the first two digits say.
  private static let families: [(prefix: String, title: String, story: String)] = [
    (
      "E01", "syntax",
      "The program is not well formed, so nothing of it was run. The caret stands where reading stopped."
    ),
    (
      "E02", "tensors and shapes",
      "A tensor operation was given shapes, types or sizes that do not fit. The labels under the line give each operand's."
    ),
    ("E03", "names, calls and types", "A name, an argument or a value is not what this place needs."),
    (
      "E04", "networks and training",
      "A layer, loss, optimizer or derivative was used in a way that has no meaning."
    ),
    ("E05", "data and files", "A file or data set is missing, or does not hold what its format promises."),
    ("E06", "figures", "A figure was given data it cannot draw, or gnuplot could not draw it."),
    (
      "E07", "notebooks and expectations",
      "A notebook could not be read or written, or an expectation (#=>) does not hold."
    ),
    ("E09", "limits", "The program was interrupted, or asked for more than there is."),
  ]
}

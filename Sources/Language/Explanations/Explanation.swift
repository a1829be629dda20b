/// What `dls explain` tells about a code, or about several of one meaning.
public struct Explanation {
  public let codes: [String]
  public let title: String
  public let story: String
  /// A program that raises the first of the codes; nil where it takes more than a program.
  public let example: String?
  /// The program mended.
  public let fixed: String?

  init(_ codes: [String], _ title: String, _ story: String, example: String? = nil, fixed: String? = nil) {
    self.codes = codes
    self.title = title
    self.story = story
    self.example = example
    self.fixed = fixed
  }

  public static let all =
    syntax + shapes + kernels + names + values + networks + derivatives + files + figures + limits

  /// Of one code; nil when no error has it.
  public static func text(_ code: String) -> String? {
    if let entry = all.first(where: { $0.codes.contains(code) }) { return entry.text(code) }
    guard code.count == 5, code.hasPrefix("E"), code.dropFirst().allSatisfy(\.isNumber),
      let family = families.first(where: { code.hasPrefix($0.prefix) })
    else { return nil }
    return "\(code): \(family.title)\n\n\(family.story)\n"
  }

  /// The codes with their titles.
  public static var listing: String {
    all.flatMap { entry in entry.codes.map { "\($0)  \(entry.title)\n" } }.sorted().joined()
  }

  private func text(_ code: String) -> String {
    func indented(_ code: String) -> String {
      code.split(separator: "\n", omittingEmptySubsequences: false).map { "    \($0)\n" }.joined()
    }
    var text = "\(code): \(title)\n\n\(story)\n"
    if let example { text += "\nFor example:\n\n\(indented(example))" }
    if let fixed { text += "\nMended:\n\n\(indented(fixed))" }
    return text
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

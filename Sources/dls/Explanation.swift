/// What `dls explain` tells about a code.
struct Explanation {
  let code: String
  let title: String
  let story: String
  /// A program that raises it.
  let example: String
  /// The program mended.
  let fixed: String

  static func of(_ code: String) -> Explanation? { all.first { $0.code == code } }

  var text: String {
    func indented(_ code: String) -> String {
      code.split(separator: "\n", omittingEmptySubsequences: false).map { "    \($0)\n" }.joined()
    }
    return
      "\(code): \(title)\n\n\(story)\n\nFor example:\n\n\(indented(example))\nMended:\n\n\(indented(fixed))"
  }

  static let all: [Explanation] = []
}

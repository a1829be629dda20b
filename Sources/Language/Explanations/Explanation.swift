import Text

/// What `dls explain` tells about a code, or about several of one meaning.
public struct Explanation {
  public let codes: [String]
  public let title: Wording
  public let story: Wording
  /// A program that raises the first of the codes; nil where it takes more than a program.
  public let example: String?
  /// The program mended.
  public let fixed: String?

  init(
    _ codes: [String], _ title: Wording, _ story: Wording, example: String? = nil, fixed: String? = nil
  ) {
    self.codes = codes
    self.title = title
    self.story = story
    self.example = example
    self.fixed = fixed
  }

  public static let all =
    syntax + shapes + kernels + names + values + networks + derivatives + files + figures + limits

  /// Of one code; nil when no error has it.
  public static func text(_ code: String, in language: UserLanguage = .chosen) -> String? {
    if let entry = all.first(where: { $0.codes.contains(code) }) { return entry.text(code, language) }
    guard code.count == 5, code.hasPrefix("E"), code.dropFirst().allSatisfy(\.isNumber),
      let family = families.first(where: { code.hasPrefix($0.prefix) })
    else { return nil }
    return head(code, family.title, family.story).text(in: language)
  }

  /// The codes with their titles.
  public static var listing: String {
    all.flatMap { entry in entry.codes.map { "\($0)  \(entry.title.text)\n" } }.sorted().joined()
  }

  private static func head(_ code: String, _ title: Wording, _ story: Wording) -> Wording {
    Wording("\(code): \(title)\n\n\(story)\n", "\(code)：\(title)\n\n\(story)\n")
  }

  private func text(_ code: String, _ language: UserLanguage) -> String {
    func indented(_ code: String) -> String {
      code.split(separator: "\n", omittingEmptySubsequences: false).map { "    \($0)\n" }.joined()
    }
    var text = Explanation.head(code, title, story).text(in: language)
    if let example {
      text += "\n" + Wording("For example:", "例如：").text(in: language) + "\n\n" + indented(example)
    }
    if let fixed { text += "\n" + Wording("Mended:", "改正：").text(in: language) + "\n\n" + indented(fixed) }
    return text
  }

  /// What the first two digits say.
  private static let families: [(prefix: String, title: Wording, story: Wording)] = [
    (
      "E01", Wording("syntax", "语法"),
      Wording(
        "The program is not well formed, so nothing of it was run. The caret stands where reading stopped.",
        "程序的书写不合语法，所以完全没有运行。插入符号指向读不下去的地方。")
    ),
    (
      "E02", Wording("tensors and shapes", "张量与形状"),
      Wording(
        "A tensor operation was given shapes, types or sizes that do not fit. The labels under the line give each operand's.",
        "张量运算得到了不匹配的形状、类型或大小。行下的标注写出了每个操作数的情况。")
    ),
    (
      "E03", Wording("names, calls and types", "名字、调用与类型"),
      Wording("A name, an argument or a value is not what this place needs.", "某个名字、参数或值不是这里需要的。")
    ),
    (
      "E04", Wording("networks and training", "网络与训练"),
      Wording(
        "A layer, loss, optimizer or derivative was used in a way that has no meaning.", "层、损失、优化器或导数的用法没有意义。"
      )
    ),
    (
      "E05", Wording("data and files", "数据与文件"),
      Wording(
        "A file or data set is missing, or does not hold what its format promises.", "缺少文件或数据集，或者内容与格式不符。")
    ),
    (
      "E06", Wording("figures", "图"),
      Wording(
        "A figure was given data it cannot draw, or gnuplot could not draw it.", "给图的数据不能画，或者 gnuplot 画不出来。")
    ),
    (
      "E07", Wording("notebooks and expectations", "笔记本与期望"),
      Wording(
        "A notebook could not be read or written, or an expectation (#=>) does not hold.",
        "笔记本不能读写，或者期望 (#=>) 不成立。")
    ),
    (
      "E09", Wording("limits", "限制"),
      Wording("The program was interrupted, or asked for more than there is.", "程序被中断，或者要求的超过了现有的。")
    ),
  ]
}

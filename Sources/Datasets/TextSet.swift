import Text

/// A text for models that predict the next character: inputs are pieces of `length` characters as numbers, targets
/// the same pieces one character on.
enum TextSet {
  struct Options {
    var length: Int
    /// From one piece to the next; nil: `length`, so that pieces do not overlap.
    var stride: Int?
    /// Share of the text, at its end, that is split "test".
    var holdout: Double
  }

  static func dataset(path: String, _ split: String, _ options: Options) throws -> Dataset {
    let bytes = try ByteReader(path).rest()
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw DatasetFailure.badFormat(
        path: path, format: "text", reason: Wording("it is not UTF-8", "它不是 UTF-8 文本"))
    }
    return try dataset(text, split, options, source: Wording(verbatim: path))
  }

  static func dataset(
    _ text: String, _ split: String, _ options: Options, source: Wording = Wording(verbatim: "text=")
  ) throws -> Dataset {
    guard options.length >= 1 else {
      throw setting(
        Wording("length must be at least 1, not \(options.length)", "length 至少是 1，而不是 \(options.length)"))
    }
    let stride = options.stride ?? options.length
    guard stride >= 1 else {
      throw setting(Wording("stride must be at least 1, not \(stride)", "stride 至少是 1，而不是 \(stride)"))
    }
    guard (0..<1).contains(options.holdout) else {
      throw setting(
        Wording(
          "holdout is a share from 0 to below 1, not \(formatNumber(options.holdout))",
          "holdout 是 0 到 1（不含）之间的比例，而不是 \(formatNumber(options.holdout))"))
    }
    guard split == "train" || options.holdout > 0 else {
      throw setting(
        Wording(
          "split=\"test\" is empty unless holdout= sets a share of the text aside",
          "split=\"test\" 是空的，除非用 holdout= 留出一部分文本"))
    }
    let characters = TextSet.characters(text)
    let vocabulary = Vocabulary(characters)
    let boundary = characters.count - Int((Double(characters.count) * options.holdout).rounded())
    let part = split == "train" ? characters[..<boundary] : characters[boundary...]
    guard part.count > options.length else {
      throw setting(
        Wording(
          "the \(split) text has \(part.count) characters, but a sample of length \(options.length) and its targets take \(options.length + 1)",
          "\(split) 部分的文本有 \(part.count) 个字符，但长度为 \(options.length) 的一个样本连同目标要 \(options.length + 1) 个"))
    }
    let codes = try vocabulary.encode(part)
    let count = (part.count - options.length - 1) / stride + 1
    func windows(_ shift: Int) -> Dataset.Values {
      .windows(Windows(codes: codes, length: options.length, stride: stride, shift: shift, count: count))
    }
    return Dataset(
      name: "text", split: split, inputs: windows(0), targets: windows(1), classes: vocabulary.characters,
      source: source, vocabulary: vocabulary)
  }

  /// Lines end with a line feed, whatever ended them in the file; a byte order mark is no character.
  private static func characters(_ text: String) -> [Character] {
    text.drop { $0 == "\u{FEFF}" }.map { $0 == "\r\n" ? "\n" : $0 }
  }

  private static func setting(_ reason: Wording) -> DatasetFailure {
    .badSetting(function: "dataset", reason: reason)
  }
}

import Autograd
import Catalog
import Tensor
import Text

/// `precision`, `recall` and `f1`.
enum ClassScoreBuiltins {
  static let all: [Builtin] = [
    make(
      .precision,
      Wording("Share of the guesses of a class that are right", "精确率 (precision)：判为某类的样本中判断正确的比例"),
      formula: "TP / (TP + FP)",
      example: "precision([0, 1, 1], [0, 0, 1])", "0.5"),
    make(
      .recall, Wording("Share of a class' samples that are found", "召回率 (recall)：某类的样本中被找出的比例"),
      formula: "TP / (TP + FN)",
      example: "recall([0, 1, 1], [0, 0, 1])", "1"),
    make(
      .f1, Wording("Harmonic mean of precision and recall", "F1 值：精确率与召回率的调和平均"),
      formula: "2 TP / (2 TP + FP + FN)",
      example: "f1([0, 1, 2, 2], [0, 2, 2, 1], average=\"micro\")", "0.5"),
  ]

  private static let average = Parameter(
    "average", .either([.choice(ClassScore.Average.allCases.map(\.rawValue)), .nothing]),
    Wording(
      """
      "macro": mean over the classes; "micro": all counts together; "weighted": by how often a class is meant; \
      "binary": of class 1; none: of each class
      """,
      """
      "macro"：各类的平均；"micro"：所有计数合在一起；"weighted"：按各类的样本数加权；"binary"：类别 1；none：每一类
      """), default: .string("auto"))

  private static func make(
    _ score: ClassScore, _ summary: Wording, formula: String, example: String, _ result: String
  ) -> Builtin {
    let name = score.rawValue
    return Builtin(
      Descriptor(
        name, .training, summary, formula: formula, parameters: TrainingBuiltins.judged + [average],
        returns: Wording("a number; with average=none one of each class", "一个数；average=none 时每一类一个数"),
        examples: [Example(example, result)],
        notes: Wording(
          """
          As scikit-learn defines it, 0 where nothing is divided by nothing. average="auto" is "binary" where the classes \
          are 0 and 1, else "macro", over the classes that occur. In fit and evaluate: metrics=["\(name)"], or \
          "\(name)_macro", "\(name)_micro", "\(name)_weighted", over the whole epoch.
          """,
          """
          定义与 scikit-learn 相同，0 除以 0 时为 0。average="auto"：类别为 0 和 1 时即 "binary"，否则为 "macro"，只计出现的类别。\
          在 fit 和 evaluate 中：metrics=["\(name)"]，或 "\(name)_macro"、"\(name)_micro"、"\(name)_weighted"，按整轮计算。
          """))
    ) { arguments in
      let (predictions, targets) = try TrainingBuiltins.compared(arguments, name)
      let counts = try Scores.counts(predictions, targets)
      guard let average = arguments[2].string.flatMap(ClassScore.Average.init) else {
        let values = score.each(counts)
        let isHollow = predictions.isHollow || targets.isHollow
        let classes = predictions.rank > targets.rank ? counts.classes : 0
        if isHollow, classes == 0 { throw UnknownShape() }
        return .object(
          Variable(
            isHollow ? try .hollow([classes]) : try Tensor.from(values.map(Float.init), [values.count])))
      }
      return .number(try score.one(counts, average))
    }
  }
}

extension Metric {
  /// `f1`, or `f1_macro` with the average's name; over all samples of an epoch together.
  static func classScore(_ word: String) -> Metric? {
    for score in ClassScore.allCases {
      let averages = ClassScore.Average.allCases.filter { $0 != .auto }
      let average =
        word == score.rawValue ? .auto : averages.first { word == "\(score.rawValue)_\($0.rawValue)" }
      guard let average else { continue }
      return Metric(name: word) { output, target in
        guard let output = output.firstVariable, let target = target.firstVariable else {
          throw NetworkFailure.expectsTensors(word, got: output.kindInWords)
        }
        return .counts(try Scores.counts(output.tensor, target.tensor)) { try score.one($0, average) }
      }
    }
    return nil
  }
}

import Catalog
import Tensor
import Text

// How a dataset shows itself, and its fields and methods.
extension Dataset: TableProviding {
  public var typeName: String { "dataset" }

  /// Its name, size, inputs, targets and classes, a line each.
  public var displayText: String {
    let head = Wording("dataset \(title): \(sampleCount) samples", "数据集 \(title)：\(sampleCount) 个样本").text
    return ([head] + facts.map { "  \($0.name)  \($0.text)" }).joined(separator: "\n")
  }

  /// The same with its source, and how many samples each class has.
  public var displayTable: DisplayTable? {
    var rows = [[Wording("samples", "样本").text, "\(sampleCount)"]] + facts.map { [$0.name, $0.text] }
    if vocabulary == nil {
      rows += zip(classes, classCounts).enumerated().map { ["  \($0)  \($1.0)", "\($1.1)"] }
    }
    rows.append([Wording("source", "来源").text, source.text])
    return DisplayTable(
      header: [Wording("dataset", "数据集").text, title], rows: rows, alignsRight: [false, false])
  }

  private var title: String { split.isEmpty ? name : "\(name) (\(split))" }

  private var facts: [(name: String, text: String)] {
    let shape = inputs.sampleShape.map(String.init).joined(separator: "×")
    let scalar = Wording("scalar", "标量").text
    return [
      (
        "x",
        "\(inputs.dtype.name) \(shape.isEmpty ? scalar : shape)"
          + (inputText + stepTexts).map { $0.text }.joined()
      )
    ]
      + targetFacts
  }

  private var targetFacts: [(name: String, text: String)] {
    if vocabulary != nil {
      let count = Wording("\(classes.count) characters", "\(classes.count) 个字符")
      return [
        ("y", Wording("the same characters, one later", "同样的字符，往后移一个").text),
        (count.text, Dataset.shown(classes)),
      ]
    }
    let shape = targets.sampleShape.map(String.init).joined(separator: "×")
    let type = targets.dtype.name + (shape.isEmpty ? "" : " \(shape)")
    guard !classes.isEmpty else { return [("y", type)] }
    return [("y", Wording("\(type), \(classes.count) classes", "\(type)，\(classes.count) 个类别").text)]
  }

  private var inputText: [Wording] {
    switch inputs {
    case .pixels: [Wording(", pixels of [0, 1]", "，像素值在 [0, 1]")]
    case .tensor: []
    case .windows: [Wording(", numbers of characters", "，字符的编号")]
    }
  }

  private var stepTexts: [Wording] {
    steps.map { step in
      switch step {
      case .normalize(let mean, let deviation):
        Wording(
          ", normalised with mean \(Dataset.list(mean)) and deviation \(Dataset.list(deviation))",
          "，归一化：均值 \(Dataset.list(mean))，标准差 \(Dataset.list(deviation))")
      case .function(let function): Wording(", mapped by \(function.name)", "，经 \(function.name) 变换")
      }
    }
  }

  /// The first characters, with those that have no face escaped.
  private static func shown(_ characters: [String]) -> String {
    jsonString(characters.prefix(60).joined()) + (characters.count > 60 ? "…" : "")
  }

  private static func list(_ values: [Double]) -> String {
    let texts = values.prefix(6).map { shortNumber($0, digits: 4) } + (values.count > 6 ? ["…"] : [])
    return texts.count == 1 ? texts[0] : "[" + texts.joined(separator: ", ") + "]"
  }

  /// How many samples each class has.
  var classCounts: [Int] {
    var counts = [Int](repeating: 0, count: classes.count)
    guard case .tensor(let targets) = targets, targets.rank == 1 else { return counts }
    let labels = targets.ints
    for index in 0..<sampleCount {
      let label = labels[chosen?[index] ?? index]
      if counts.indices.contains(label) { counts[label] += 1 }
    }
    return counts
  }
}

extension Dataset: MemberProviding {
  public var memberNames: [String] {
    (DatasetMembers.dataset + (vocabulary == nil ? [] : DatasetMembers.text)).map(\.name)
  }

  public func member(_ name: String) throws -> Argument? {
    switch name {
    case "x": return .object(try samples(at: Array(0..<sampleCount)).inputs)
    case "y": return .object(try allTargets())
    case "classes": return .list(classes.map { .string($0) })
    case "counts": return .list(classCounts.map { .number(Double($0)) })
    case "count", "len": return .number(Double(sampleCount))
    case "name": return .string(self.name)
    case "split": return .string(split)
    case "shape": return .tuple(inputShape.map { .number(Double($0)) })
    case "map":
      return .function(Closure("map", arity: 1) { [self] in try DatasetBuiltins.mapped(self, $0.first) })
    case "take":
      return .function(
        Closure("take", arity: 1) { [self] in try DatasetBuiltins.taken(.object(self), $0.first) })
    case "normalize":
      return .function(
        Closure("normalize", arity: 2) { [self] in
          try DatasetBuiltins.normalized(.object(self), $0[0], $0[1])
        })
    default: return vocabulary.flatMap { text(name, $0) }
    }
  }

  /// What only a text has.
  private func text(_ name: String, _ vocabulary: Vocabulary) -> Argument? {
    switch name {
    case "vocabulary": return .list(vocabulary.characters.map { .string($0) })
    case "encode":
      return .function(
        Closure("encode", arity: 1) { arguments in
          guard let text = arguments.first?.string else {
            throw DatasetFailure.wrongData(
              function: "encode", expected: TypeNoun.one("string"),
              got: arguments.first?.kindInWords ?? Wording("nothing", "什么也没有"))
          }
          return .object(try vocabulary.encode(text))
        })
    case "decode":
      return .function(
        Closure("decode", arity: 1) { arguments in
          guard let codes = arguments.first?.tensor?.doubles ?? arguments.first?.doubles else {
            throw DatasetFailure.wrongData(
              function: "decode", expected: Wording("numbers of characters", "字符的编号"),
              got: arguments.first?.kindInWords ?? Wording("nothing", "什么也没有"))
          }
          return .string(try vocabulary.decode(codes))
        })
    default: return nil
    }
  }

  public func setMember(_ name: String, to value: Argument) throws -> Bool { false }
}

extension Dataset: ElementProviding {
  public var elementCount: Int? { sampleCount }

  /// One (x, y) after the other, without a batch axis.
  public func makeElementIterator() throws -> () throws -> Argument? {
    var next = 0
    return { [self] in
      guard next < sampleCount else { return nil }
      let (x, y) = try samples(at: [next])
      next += 1
      return .tuple([
        .object(try x.select(axis: 0, index: 0)), .object(try y.select(axis: 0, index: 0)),
      ])
    }
  }
}

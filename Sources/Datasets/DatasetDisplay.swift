import Catalog
import Tensor
import Text

// How a dataset shows itself, and its fields and methods.
extension Dataset: Displayable {
  public var typeName: String { "dataset" }

  public var displayText: String {
    var lines = ["dataset \(name)\(split.isEmpty ? "" : " (\(split))"): \(sampleCount) samples"]
    let shape = inputs.sampleShape.map(String.init).joined(separator: "×")
    lines.append("  x  \(inputText) \(shape.isEmpty ? "scalar" : shape)\(stepText)")
    if vocabulary != nil {
      lines.append("  y  the same characters, one later")
      lines.append("  \(classes.count) characters: " + Dataset.shown(classes))
    } else if classes.isEmpty {
      let targetShape = targets.sampleShape.map(String.init).joined(separator: "×")
      lines.append("  y  \(targets.dtype.name) \(targetShape.isEmpty ? "scalar" : targetShape)")
    } else {
      lines.append("  y  \(classes.count) classes")
      let width = classes.map { displayWidth($0) }.max() ?? 0
      for (index, count) in classCounts.enumerated() {
        let padding = String(repeating: " ", count: width - displayWidth(classes[index]))
        lines.append("     \(index)  \(classes[index])\(padding)  \(count)")
      }
    }
    return lines.joined(separator: "\n")
  }

  private var inputText: String {
    switch inputs {
    case .pixels: "f32, pixels of [0, 1],"
    case .tensor(let tensor): "\(tensor.dtype.name)"
    case .windows: "i64, numbers of characters,"
    }
  }

  private var stepText: String {
    steps.map { step in
      switch step {
      case .normalize(let mean, let deviation):
        ", normalised with mean \(Dataset.list(mean)) and deviation \(Dataset.list(deviation))"
      case .function(let function): ", mapped by \(function.name)"
      }
    }.joined()
  }

  /// The first characters, with those that have no face escaped.
  private static func shown(_ characters: [String]) -> String {
    jsonString(characters.prefix(60).joined()) + (characters.count > 60 ? "…" : "")
  }

  private static func list(_ values: [Double]) -> String {
    let texts = values.map { formatNumber($0) }
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
    ["x", "y", "classes", "counts", "count", "name", "split", "shape", "map", "take", "normalize"]
      + (vocabulary == nil ? [] : ["vocabulary", "encode", "decode"])
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
          try DatasetBuiltins.normalized(.object(self), $0.first, $0.dropFirst().first)
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

import Catalog
import Tensor
import Text

/// Data sets, what turns them into batches, and files of numbers.
public enum DatasetBuiltins {
  public static let all: [Builtin] =
    [dataset, batches, splitData, normalize, take] + FileBuiltins.all

  static let names = [
    "fashion-mnist", "mnist", "cifar10", "digits", "iris", "moons", "spirals", "xor", "text",
  ]

  private static let data = Parameter("data", .any, "a dataset, or a pair (x, y) of tensors")

  static let dataset = Builtin(
    Descriptor(
      "dataset", .data, "a named data set",
      parameters: [
        Parameter("name", .string, names.joined(separator: ", ")),
        Parameter("split", .string, "\"train\" or \"test\"", default: .string("train")),
        Parameter("dir", .string, "the folder of its files", default: Argument.none, keywordOnly: true),
        Parameter("n", .integer, "points of spirals and moons", default: .number(300), keywordOnly: true),
        Parameter(
          "noise", .number, "standard deviation of the noise of spirals and moons", default: .number(0.1),
          keywordOnly: true),
        Parameter("classes", .integer, "arms of spirals", default: .number(3), keywordOnly: true),
        Parameter(
          "seed", .integer, "of the sets that are made: digits, spirals, moons", default: .number(0),
          keywordOnly: true),
        Parameter("path", .string, "file of a text", default: Argument.none, keywordOnly: true),
        Parameter("text", .string, "a text itself", default: Argument.none, keywordOnly: true),
        Parameter(
          "length", .integer, "characters of a sample of text", default: .number(64), keywordOnly: true),
        Parameter(
          "stride", .integer, "characters from one sample of text to the next; none: length",
          default: Argument.none, keywordOnly: true),
        Parameter(
          "holdout", .number, "share of a text, at its end, that is split \"test\"", default: .number(0),
          keywordOnly: true),
      ],
      returns: "a dataset: `data.x`, `data.y`, `data.classes`, `data[0:64]`",
      examples: [
        Example("len(dataset(\"iris\"))", "150"), Example("dataset(\"iris\").classes[0]", "\"setosa\""),
        Example("shape(dataset(\"digits\")[0:3][0])", "(3, 1, 8, 8)"),
        Example(
          "data = dataset(\"text\", text=\"to be or not\", length=4)\n(x, y) = data[1]\ndata.decode(y)",
          "\" or \""),
      ],
      notes: """
        Files are looked for in dir=, then in DLS_DATA, then under /usr/share/datasets. Fashion-MNIST is Debian's \
        package dataset-fashion-mnist; mnist wants a folder of IDX files, cifar10 its binary version. Pixels are \
        scaled to [0, 1]. Nothing is downloaded. A text, of a UTF-8 file or given as text=, becomes samples of \
        `length` characters as numbers, with the same characters one later as targets; `data.vocabulary` lists \
        them, `data.encode` and `data.decode` go from text to numbers and back.
        """)
  ) { values in try load(values) }

  private static func load(_ values: [Argument]) throws -> Argument {
    let name = values[0].string ?? ""
    let split = values[1].string ?? "train"
    guard names.contains(name) else { throw DatasetFailure.unknownDataset(name, known: names) }
    guard ["train", "test"].contains(split) else {
      throw DatasetFailure.unknownSplit(split, dataset: name, known: ["train", "test"])
    }
    let seed = UInt64(bitPattern: Int64(values[6].int ?? 0))
    let options = SmallSets.Options(
      count: values[3].int ?? 300, noise: values[4].double ?? 0.1, classes: values[5].int ?? 3,
      seed: seed &* 2 &+ (split == "test" ? 1 : 0))
    guard (1...1_000_000).contains(options.count) else {
      throw DatasetFailure.badSetting(
        function: "dataset",
        reason: Wording(
          "n = \(options.count) is not within 1 to 1000000", "n = \(options.count) 不在 1 到 1000000 之内"))
    }
    guard (1...1000).contains(options.classes) else {
      throw DatasetFailure.badSetting(
        function: "dataset",
        reason: Wording(
          "classes = \(options.classes) is not within 1 to 1000",
          "classes = \(options.classes) 不在 1 到 1000 之内"))
    }
    let directory = values[2].string
    switch name {
    case "fashion-mnist":
      return .object(try ImageSets.idx(name, split, directory: directory, classes: ImageSets.fashionClasses))
    case "mnist":
      return .object(try ImageSets.idx(name, split, directory: directory, classes: (0...9).map(String.init)))
    case "cifar10": return .object(try ImageSets.cifar10(split, directory: directory))
    case "digits": return .object(try Digits.dataset(split, seed: seed))
    case "iris": return .object(try Iris.dataset(split))
    case "moons": return .object(try SmallSets.moons(split, options))
    case "spirals": return .object(try SmallSets.spirals(split, options))
    case "text": return .object(try text(values, split))
    default: return .object(try SmallSets.xor(split))
    }
  }

  private static func text(_ values: [Argument], _ split: String) throws -> Dataset {
    let options = TextSet.Options(
      length: values[9].int ?? 64, stride: values[10].int, holdout: values[11].double ?? 0)
    if let path = values[7].string {
      // How many characters there are is in the file.
      if Hollow.isOn { throw UnknownShape() }
      return try TextSet.dataset(path: path, split, options)
    }
    guard let text = values[8].string else { throw DatasetFailure.needsText }
    return try TextSet.dataset(text, split, options)
  }

  static let batches = Builtin(
    Descriptor(
      "batches", .data, "passes over data in batches (x, y)",
      parameters: [
        data,
        Parameter(
          "size", .integer, "samples of a batch", default: .number(32), aliases: ["batch", "batch_size"]),
        Parameter("shuffle", .bool, "a new order for each pass", default: .bool(false)),
        Parameter("seed", .integer, "of the order; none: the session's generator", default: Argument.none),
        Parameter("drop_last", .bool, "leaves out a last batch that is not full", default: .bool(false)),
      ], returns: "something to iterate over",
      examples: [Example("len(batches(dataset(\"iris\"), 64))", "3")])
  ) { values in
    let supply = try Supply(values[0], "batches")
    guard let size = values[1].int, size > 0 else {
      throw DatasetFailure.badSetting(
        function: "batches", reason: Wording("the size must be at least 1", "大小至少是 1"))
    }
    var generator: RandomGenerator?
    if values[2].bool ?? false {
      generator = values[3].int.map { RandomGenerator(seed: UInt64(bitPattern: Int64($0))) } ?? .shared
    }
    return .object(Batches(supply, size: size, generator: generator, dropsLast: values[4].bool ?? false))
  }

  static let splitData = Builtin(
    Descriptor(
      "split_data", .data, "two parts of data, drawn at random",
      parameters: [
        data,
        Parameter("fraction", .number, "share of the first part, between 0 and 1", default: .number(0.8)),
        Parameter("seed", .integer, "of the draw; none: the session's generator", default: Argument.none),
        Parameter("shuffle", .bool, "false: the first part is the beginning", default: .bool(true)),
      ], returns: "(first, second), each of the kind of the data",
      examples: [
        Example("(a, b) = split_data(dataset(\"iris\"), 0.8, seed=1)\n(len(a), len(b))", "(120, 30)")
      ])
  ) { values in
    let supply = try Supply(values[0], "split_data")
    guard let fraction = values[1].double, fraction > 0, fraction < 1 else {
      throw DatasetFailure.badSetting(
        function: "split_data", reason: Wording("the fraction must lie between 0 and 1", "比例必须在 0 与 1 之间"))
    }
    let count = supply.count
    let first = Int((Double(count) * fraction).rounded())
    var order = Array(0..<count)
    if values[3].bool ?? true {
      let generator = values[2].int.map { RandomGenerator(seed: UInt64(bitPattern: Int64($0))) } ?? .shared
      order = try generator.permutation(count).ints
    }
    return .tuple([
      try supply.choosing(Array(order[..<first]), "split_data"),
      try supply.choosing(Array(order[first...]), "split_data"),
    ])
  }

  static let normalize = Builtin(
    Descriptor(
      "normalize", .data, "inputs less their mean, divided by their standard deviation",
      formula: "(x − μ) / σ",
      parameters: [
        Parameter("data", .any, "a dataset, a pair (x, y), or a tensor"),
        Parameter("mean", .any, "one number, or one per channel"),
        Parameter("std", .any, "one number, or one per channel"),
      ], returns: "data of the same kind",
      examples: [Example("normalize([0, 0.5, 1], 0.5, 0.5)", "[-1, 0, 1]")])
  ) { values in try normalized(values[0], values[1], values[2]) }

  static func normalized(_ data: Argument, _ mean: Argument?, _ deviation: Argument?) throws -> Argument {
    guard let mean = mean?.doubles, let deviation = deviation?.doubles, !mean.isEmpty,
      !deviation.isEmpty
    else {
      throw DatasetFailure.badSetting(
        function: "normalize",
        reason: Wording(
          "mean and std are numbers, or lists of one number per channel", "mean 和 std 是数，或每个通道一个数的列表"))
    }
    guard deviation.allSatisfy({ $0 != 0 }) else {
      throw DatasetFailure.badSetting(
        function: "normalize", reason: Wording("std must not be 0", "std 不能是 0"))
    }
    switch data {
    case .object(let tensor as Tensor):
      return .object(try Transform.normalized(tensor, mean, deviation, hasBatchAxis: tensor.rank > 3))
    default: break
    }
    switch try Supply(data, "normalize") {
    case .dataset(let dataset):
      let channels =
        dataset.inputs.sampleShape.count >= 3
        ? dataset.inputs.sampleShape[0] : dataset.inputs.sampleShape.last ?? 1
      guard [1, channels].contains(mean.count), [1, channels].contains(deviation.count) else {
        throw DatasetFailure.badSetting(
          function: "normalize",
          reason: Wording(
            "\(max(mean.count, deviation.count)) values do not fit \(channels) channels",
            "\(max(mean.count, deviation.count)) 个值与 \(channels) 个通道不符"))
      }
      return .object(dataset.adding(.normalize(mean: mean, deviation: deviation)))
    case .pair(let x, let y):
      return .tuple([.object(try Transform.normalized(x, mean, deviation, hasBatchAxis: true)), .object(y)])
    default:
      throw DatasetFailure.wrongData(
        function: "normalize", expected: Wording("a dataset, a pair (x, y) or a tensor", "数据集、一对 (x, y) 或张量"),
        got: data.kindInWords)
    }
  }

  static let take = Builtin(
    Descriptor(
      "take", .data, "the first samples or elements",
      parameters: [
        Parameter("data", .any, "a dataset, a pair (x, y), a tensor or a list"),
        Parameter("n", .integer, "how many"),
      ], returns: "data of the same kind", examples: [Example("take([1, 2, 3], 2)", "[1, 2]")])
  ) { values in try taken(values[0], values[1]) }

  static func taken(_ data: Argument, _ count: Argument?) throws -> Argument {
    guard let count = count?.int, count >= 0 else {
      throw DatasetFailure.badSetting(
        function: "take", reason: Wording("n must be a whole number of at least 0", "n 必须是不小于 0 的整数"))
    }
    if case .list(let items) = data, !(items.count == 2 && items.allSatisfy { $0.tensor?.rank ?? 0 > 0 }) {
      return .list(Array(items.prefix(count)))
    }
    let supply = try Supply(data, "take")
    return try supply.choosing(Array(0..<min(count, supply.count)), "take")
  }

  static func mapped(_ dataset: Dataset, _ function: Argument?) throws -> Argument {
    guard case .function(let function)? = function else {
      throw DatasetFailure.wrongData(
        function: "map over a dataset", expected: TypeNoun.one("function"),
        got: function?.kindInWords ?? Wording("nothing", "什么也没有"))
    }
    return .object(dataset.adding(.function(function)))
  }
}

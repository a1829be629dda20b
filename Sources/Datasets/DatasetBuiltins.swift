import Catalog
import Tensor
import Text

/// Data sets, what turns them into batches, and files of numbers.
public enum DatasetBuiltins {
  public static let all: [Builtin] =
    [dataset, batches, splitData, normalize, take] + FileBuiltins.all

  static let names = [
    "fashion-mnist", "mnist", "cifar10", "digits", "iris", "moons", "circles", "blobs", "spirals", "xor",
    "text",
  ]

  private static let data = Parameter(
    "data", .any, Wording("a dataset, or a pair (x, y) of tensors", "数据集，或一对张量 (x, y)"))

  static let dataset = Builtin(
    Descriptor(
      "dataset", .data, Wording("a named data set", "按名字取得数据集"),
      parameters: [
        Parameter("name", .string, Wording(verbatim: names.joined(separator: ", "))),
        Parameter(
          "split", .string, Wording("\"train\" or \"test\"", "\"train\" 或 \"test\""),
          default: .string("train")),
        Parameter(
          "dir", .string, Wording("the folder of its files", "放数据文件的文件夹"), default: Argument.none,
          keywordOnly: true),
        Parameter(
          "n", .integer,
          Wording("points of moons, circles, blobs and spirals", "moons、circles、blobs 和 spirals 的点数"),
          default: .number(300),
          keywordOnly: true),
        Parameter(
          "noise", .number,
          Wording("standard deviation of the noise of these sets", "这些数据集的噪声的标准差"),
          default: .number(0.1),
          keywordOnly: true),
        Parameter(
          "classes", .integer, Wording("arms of spirals, clouds of blobs", "spirals 的旋臂数、blobs 的点团数"),
          default: .number(3),
          keywordOnly: true),
        Parameter(
          "seed", .integer,
          Wording("of these sets and of digits", "用于这些数据集和 digits"),
          default: .number(0),
          keywordOnly: true),
        Parameter(
          "path", .string, Wording("file of a text", "文本文件"), default: Argument.none, keywordOnly: true),
        Parameter(
          "text", .string, Wording("a text itself", "文本本身"), default: Argument.none, keywordOnly: true),
        Parameter(
          "length", .integer, Wording("characters of a sample of text", "每个文本样本的字符数"), default: .number(64),
          keywordOnly: true),
        Parameter(
          "stride", .integer,
          Wording(
            "characters from one sample of text to the next; none: length", "相邻两个文本样本相隔的字符数；none：等于 length"),
          default: Argument.none, keywordOnly: true),
        Parameter(
          "holdout", .number,
          Wording("share of a text, at its end, that is split \"test\"", "文本末尾留作 split \"test\" 的比例"),
          default: .number(0),
          keywordOnly: true),
      ],
      returns: Wording(
        "a dataset: `data.x`, `data.y`, `data.classes`, `data[0:64]`",
        "数据集：`data.x`、`data.y`、`data.classes`、`data[0:64]`"),
      examples: [
        Example("len(dataset(\"iris\"))", "150"), Example("dataset(\"iris\").classes[0]", "\"setosa\""),
        Example("shape(dataset(\"digits\")[0:3][0])", "(3, 1, 8, 8)"),
        Example(
          "data = dataset(\"text\", text=\"to be or not\", length=4)\n(x, y) = data[1]\ndata.decode(y)",
          "\" or \""),
      ],
      notes: Wording(
        """
        Files are looked for in dir=, then in DLS_DATA, then under /usr/share/datasets. Fashion-MNIST is Debian's \
        package dataset-fashion-mnist; mnist wants a folder of IDX files, cifar10 its binary version. Pixels are \
        scaled to [0, 1]. Nothing is downloaded. A text, of a UTF-8 file or given as text=, becomes samples of \
        `length` characters as numbers, with the same characters one later as targets; `data.vocabulary` lists \
        them, `data.encode` and `data.decode` go from text to numbers and back.
        """,
        """
        先在 dir= 中找文件，再到 DLS_DATA，最后到 /usr/share/datasets。\
        Fashion-MNIST 来自 Debian 的软件包 dataset-fashion-mnist；\
        mnist 需要一个放着 IDX 文件的文件夹，cifar10 需要它的二进制版本。像素缩放到 [0, 1]。\
        不会下载任何东西。\
        文本（UTF-8 文件，或用 text= 给出）变成样本：每个样本是 `length` 个字符的编号，目标是往后移一个字符的同样序列；\
        `data.vocabulary` 列出所有字符，`data.encode` 与 `data.decode` 在文本和编号之间转换。
        """))
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
    case "circles": return .object(try SmallSets.circles(split, options))
    case "blobs": return .object(try SmallSets.blobs(split, options))
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
      "batches", .data, Wording("passes over data in batches (x, y)", "以小批量 (x, y) 逐批遍历数据"),
      parameters: [
        data,
        Parameter(
          "size", .integer, Wording("samples of a batch", "一个批量的样本数"), default: .number(32),
          aliases: ["batch", "batch_size"]),
        Parameter("shuffle", .bool, Wording("a new order for each pass", "每一遍都重新打乱"), default: .bool(false)),
        Parameter(
          "seed", .integer, Wording("of the order; none: the session's generator", "打乱顺序用的种子；none：会话的随机数生成器"),
          default: Argument.none),
        Parameter(
          "drop_last", .bool, Wording("leaves out a last batch that is not full", "丢掉最后不满的一批"),
          default: .bool(false)),
      ], returns: Wording("something to iterate over", "可以遍历的对象"),
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
      "split_data", .data, Wording("two parts of data, drawn at random", "把数据随机分成两部分"),
      parameters: [
        data,
        Parameter(
          "fraction", .number, Wording("share of the first part, between 0 and 1", "第一部分的比例，在 0 与 1 之间"),
          default: .number(0.8)),
        Parameter(
          "seed", .integer, Wording("of the draw; none: the session's generator", "抽取用的种子；none：会话的随机数生成器"),
          default: Argument.none),
        Parameter(
          "shuffle", .bool, Wording("false: the first part is the beginning", "false：取开头作为第一部分"),
          default: .bool(true)),
      ], returns: Wording("(first, second), each of the kind of the data", "（第一部分，第二部分），类型与数据相同"),
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
      "normalize", .data,
      Wording("inputs less their mean, divided by their standard deviation", "输入减去均值，再除以标准差"),
      formula: "(x − μ) / σ",
      parameters: [
        Parameter("data", .any, Wording("a dataset, a pair (x, y), or a tensor", "数据集、一对 (x, y)，或张量")),
        Parameter(
          "mean", .any,
          Wording("one number, or one per channel; none: that of the data", "一个数，或每个通道一个数；none：数据的均值"),
          default: Argument.none),
        Parameter(
          "std", .any,
          Wording("one number, or one per channel; none: that of the data", "一个数，或每个通道一个数；none：数据的标准差"),
          default: Argument.none),
      ], returns: Wording("data of the same kind", "同类型的数据"),
      examples: [
        Example("normalize([0, 0.5, 1], 0.5, 0.5)", "[-1, 0, 1]"),
        Example("normalize(dataset(\"iris\")).x.mean(dim=0).abs().max() < 1e-5", "true"),
      ],
      notes: Wording(
        "A channel is the axis before the last two of images, and the last axis of other data. Test data take the numbers of the training data: `normalize(test, train.x.mean(dim=0), train.x.std(dim=0))`.",
        "图像的通道是倒数第三个轴，其他数据是最后一个轴。测试数据要用训练数据的数值：`normalize(test, train.x.mean(dim=0), train.x.std(dim=0))`。"))
  ) { values in try normalized(values[0], values[1], values[2]) }

  static func normalized(_ data: Argument, _ mean: Argument, _ deviation: Argument) throws -> Argument {
    let measured = mean.isNone || deviation.isNone ? try moments(of: data) : nil
    guard let mean = mean.isNone ? measured?.mean : mean.doubles,
      let deviation = deviation.isNone ? measured?.deviation : deviation.doubles, !mean.isEmpty,
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

  private static func moments(of data: Argument) throws -> (mean: [Double], deviation: [Double])? {
    if case .object(let tensor as Tensor) = data {
      return try Transform.moments(tensor, hasBatchAxis: tensor.rank > 3)
    }
    switch try Supply(data, "normalize") {
    case .dataset(let dataset):
      return try Transform.moments(
        dataset.samples(at: Array(0..<dataset.sampleCount)).inputs, hasBatchAxis: true)
    case .pair(let x, _): return try Transform.moments(x, hasBatchAxis: true)
    default: return nil
    }
  }

  static let take = Builtin(
    Descriptor(
      "take", .data, Wording("the first samples or elements", "最前面的样本或元素"),
      parameters: [
        Parameter(
          "data", .any, Wording("a dataset, a pair (x, y), a tensor or a list", "数据集、一对 (x, y)、张量或列表")),
        Parameter("n", .integer, Wording("how many", "取多少个")),
      ], returns: Wording("data of the same kind", "同类型的数据"),
      examples: [Example("take([1, 2, 3], 2)", "[1, 2]")])
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

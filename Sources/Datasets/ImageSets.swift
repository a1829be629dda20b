import Glibc
import Tensor
import Text

/// Image sets that are read from files: MNIST and its relatives, CIFAR-10.
enum ImageSets {
  static let fashionClasses = [
    "T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot",
  ]
  static let cifarClasses = [
    "airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck",
  ]

  /// A pair of IDX files, packed or not.
  static func idx(_ name: String, _ split: String, directory: String?, classes: [String]) throws -> Dataset {
    if Hollow.isOn {
      return try hollow(name, split, count: split == "test" ? 10_000 : 60_000, [1, 28, 28], classes)
    }
    let stem = split == "test" ? "t10k" : "train"
    let images = try find(name, "\(stem)-images-idx3-ubyte", directory)
    let labels = try find(name, "\(stem)-labels-idx1-ubyte", directory)
    let pixels = try IDX.images(images)
    let targets = try IDX.labels(labels, classes: classes.count)
    guard pixels.count == targets.count else {
      throw DatasetFailure.countsDiffer(images: pixels.count, labels: targets.count)
    }
    return Dataset(
      name: name, split: split, inputs: .pixels(pixels), targets: .tensor(targets), classes: classes,
      source: Wording(verbatim: folder(of: images)))
  }

  /// The binary version of CIFAR-10: records of a label and 3×32×32 bytes, 10,000 in each file.
  static func cifar10(_ split: String, directory: String?) throws -> Dataset {
    if Hollow.isOn {
      return try hollow(
        "cifar10", split, count: split == "test" ? 10_000 : 50_000, [3, 32, 32], cifarClasses)
    }
    let files = split == "test" ? ["test_batch.bin"] : (1...5).map { "data_batch_\($0).bin" }
    let area = 3 * 32 * 32
    let pixels = try Pixels(count: files.count * 10_000, shape: [3, 32, 32])
    var labels: [Int64] = []
    var folder = ""
    for (number, file) in files.enumerated() {
      let path = try find("cifar10", file, directory)
      folder = ImageSets.folder(of: path)
      let reader = try ByteReader(path)
      for record in 0..<10_000 {
        let position = reader.position
        let label = Int(
          try reader.require(count: 1, Wording("the label of image \(record)", "第 \(record) 幅图像的标签"))[0])
        guard label < 10 else {
          throw DatasetFailure.badLabel(path: path, label: label, byte: position, classes: 10)
        }
        labels.append(Int64(label))
        let target = pixels.bytes + (number * 10_000 + record) * area
        try reader.require(target, count: area, Wording("image \(record)", "第 \(record) 幅图像"))
      }
      try reader.requireEnd()
    }
    return Dataset(
      name: "cifar10", split: split, inputs: .pixels(pixels),
      targets: .tensor(try .from(labels, [labels.count])),
      classes: cifarClasses, source: Wording(verbatim: folder))
  }

  private static func folder(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
  }

  /// What the set is known to hold, without its files.
  private static func hollow(
    _ name: String, _ split: String, count: Int, _ shape: [Int], _ classes: [String]
  ) throws -> Dataset {
    Dataset(
      name: name, split: split, inputs: .tensor(try .hollow(Shape([count] + shape))),
      targets: .tensor(try .hollow([count], .i64)), classes: classes)
  }

  /// The first existing file: in `dir=` when given, otherwise in DLS_DATA and where Debian's package puts it.
  private static func find(_ name: String, _ file: String, _ directory: String?) throws -> String {
    var places: [String] = []
    if let directory {
      places = [directory, "\(directory)/\(name)"]
    } else {
      if let data = getenv("DLS_DATA") {
        let folder = String(cString: data)
        if !folder.isEmpty { places = ["\(folder)/\(name)", folder] }
      }
      places.append("/usr/share/datasets/\(name)")
    }
    if name == "cifar10" { places += places.map { "\($0)/cifar-10-batches-bin" } }
    // Some copies have a dot before `idx`.
    let dotted =
      file.split(separator: "-").dropLast(2).joined(separator: "-") + "."
      + file.split(separator: "-").suffix(2).joined(separator: "-")
    for place in places {
      for variant in file.hasSuffix("ubyte") ? [file, file + ".gz", dotted, dotted + ".gz"] : [file] {
        let path = "\(place)/\(variant)"
        if access(path, R_OK) == 0 { return path }
      }
    }
    throw DatasetFailure.notFound(dataset: name, file: file, places: places)
  }
}

import Catalog
import Tensor
import Text

/// Tables, arrays and images in files.
enum FileBuiltins {
  static let all: [Builtin] = [readCSV, readNPY, writeNPY, readNPZ, writeNPZ, readImage]

  private static let path = Parameter("path", .string, "relative to the working folder")

  static let readCSV = Builtin(
    Descriptor(
      "read_csv", .file, "a table of comma-separated values",
      parameters: [
        path,
        Parameter(
          "header", .bool, "the first line names the columns; none: it does when no field of it is a number",
          default: Argument.none),
        Parameter("sep", .string, "the separator, one character", default: .string(",")),
      ],
      returns:
        "with a header a record of columns (numbers: 1-d tensors, others: lists of strings), otherwise a tensor",
      notes: "Fields may stand in double quotes (RFC 4180). An empty field among numbers is nan.")
  ) { values in
    let separator = Array((values[2].string ?? ",").utf8)
    guard separator.count == 1, separator[0] != UInt8(ascii: "\""), separator[0] != 10, separator[0] != 13
    else {
      throw DatasetFailure.badSetting(
        function: "read_csv", reason: Wording("sep must be one plain character", "sep 必须是一个普通字符"))
    }
    return try CSV.read(values[0].string ?? "", header: values[1].bool, separator: separator[0])
  }

  static let readNPY = Builtin(
    Descriptor(
      "read_npy", .file, "the tensor in a NumPy file", parameters: [path], returns: "a tensor",
      notes: "f4, f8, i8, b1 as they are; shorter and unsigned whole numbers as i64.")
  ) { values in .object(try NPY.read(values[0].string ?? "")) }

  static let writeNPY = Builtin(
    Descriptor(
      "write_npy", .file, "writes a tensor as a NumPy file",
      parameters: [Parameter("tensor", .tensor, "what to write"), path], returns: "none",
      notes: "The file is complete or, after a crash, the old one.")
  ) { values in
    guard let tensor = values[0].tensor else {
      throw DatasetFailure.wrongData(
        function: "write_npy", expected: TypeNoun.one("tensor"), got: values[0].kindInWords)
    }
    try NPY.write(tensor, to: values[1].string ?? "")
    return .none
  }

  static let readNPZ = Builtin(
    Descriptor(
      "read_npz", .file, "the tensors in a NumPy archive", parameters: [path],
      returns: "a record: the tensors by name", notes: "Stored and deflated archives; dtypes as for read_npy."
    )
  ) { values in
    .record(try NPZ.read(values[0].string ?? "").map { ($0.name, .object($0.value)) })
  }

  static let writeNPZ = Builtin(
    Descriptor(
      "write_npz", .file, "writes tensors as a NumPy archive",
      parameters: [
        Parameter("tensors", .any, "a record of tensors; others are named arr_0, arr_1…"), path,
        Parameter("compressed", .bool, "pack them", default: .bool(false)),
      ], returns: "none", notes: "The file is complete or, after a crash, the old one.")
  ) { values in
    try NPZ.write(
      try NPZ.arrays(values[0]), to: values[1].string ?? "", compressed: values[2].bool ?? false)
    return .none
  }

  static let readImage = Builtin(
    Descriptor(
      "read_image", .file, "an image as a tensor", parameters: [path],
      returns: "channels×height×width, f32 of [0, 1]: 1 channel for grey, 3 for colour",
      notes: "PNG of any kind, PGM and PPM. Transparency is left out.")
  ) { values in .object(try ImageFile.read(values[0].string ?? "")) }
}

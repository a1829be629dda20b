import Catalog
import Tensor
import Text

/// Tables, arrays and images in files.
enum FileBuiltins {
  static let all: [Builtin] = [readCSV, readNPY, writeNPY, readNPZ, writeNPZ, readImage, writeText]

  private static let path = Parameter(
    "path", .string, Wording("relative to the working folder", "相对于当前工作文件夹"))

  static let writeText = Builtin(
    Descriptor(
      "write_text", .file, Wording("writes a string to a file, UTF-8", "把字符串写入文件，UTF-8 编码"),
      parameters: [
        Parameter("text", .string, Wording("all that the file will hold", "文件的全部内容")), path,
      ], returns: Wording("nothing", "无"), examples: [Example("write_text(\"x,y\\n1,2\\n\", \"points.csv\")")]
    )
  ) { values in
    let path = values[1].string ?? ""
    do { try AtomicFile.write(Array((values[0].string ?? "").utf8), to: path) } catch let error as SystemError
    {
      throw DatasetFailure.cannotWrite(path: path, reason: error.reason)
    }
    return .none
  }

  static let readCSV = Builtin(
    Descriptor(
      "read_csv", .file, Wording("a table of comma-separated values", "用逗号分隔的表格"),
      parameters: [
        path,
        Parameter(
          "header", .bool,
          Wording(
            "the first line names the columns; none: it does when no field of it is a number",
            "第一行是各列的名字；none：第一行没有数时就是"),
          default: Argument.none),
        Parameter("sep", .string, Wording("the separator, one character", "分隔符，一个字符"), default: .string(",")),
      ],
      returns:
        Wording(
          "with a header a record of columns (numbers: 1-d tensors, others: lists of strings), otherwise a tensor",
          "有表头时是各列的记录（数：一维张量，其他：字符串列表），否则是张量"),
      notes: Wording(
        "Fields may stand in double quotes (RFC 4180). An empty field among numbers is nan.",
        "字段可以放在双引号里（RFC 4180）。数值中的空字段是 nan。"))
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
      "read_npy", .file, Wording("the tensor in a NumPy file", "NumPy 文件里的张量"), parameters: [path],
      returns: Wording("a tensor", "张量"),
      notes: Wording(
        "f4, f8, i8, b1 as they are; shorter and unsigned whole numbers as i64.",
        "f4、f8、i8、b1 保持原样；较短的整数和无符号整数变成 i64。"))
  ) { values in .object(try NPY.read(values[0].string ?? "")) }

  static let writeNPY = Builtin(
    Descriptor(
      "write_npy", .file, Wording("writes a tensor as a NumPy file", "把张量写成 NumPy 文件"),
      parameters: [Parameter("tensor", .tensor, Wording("what to write", "要写的内容")), path],
      returns: Wording(verbatim: "none"),
      notes: Wording("The file is complete or, after a crash, the old one.", "文件要么完整，要么（程序崩溃时）还是旧的。"))
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
      "read_npz", .file, Wording("the tensors in a NumPy archive", "NumPy 压缩包里的各个张量"), parameters: [path],
      returns: Wording("a record: the tensors by name", "记录：按名字存放的张量"),
      notes: Wording(
        "Stored and deflated archives; dtypes as for read_npy.", "支持存储和 deflate 压缩；数据类型与 read_npy 相同。")
    )
  ) { values in
    .record(try NPZ.read(values[0].string ?? "").map { ($0.name, .object($0.value)) })
  }

  static let writeNPZ = Builtin(
    Descriptor(
      "write_npz", .file, Wording("writes tensors as a NumPy archive", "把几个张量写成 NumPy 压缩包"),
      parameters: [
        Parameter(
          "tensors", .any,
          Wording("a record of tensors; others are named arr_0, arr_1…", "由张量组成的记录；其余的命名为 arr_0、arr_1…")),
        path,
        Parameter("compressed", .bool, Wording("pack them", "是否压缩"), default: .bool(false)),
      ], returns: Wording(verbatim: "none"),
      notes: Wording("The file is complete or, after a crash, the old one.", "文件要么完整，要么（程序崩溃时）还是旧的。"))
  ) { values in
    try NPZ.write(
      try NPZ.arrays(values[0]), to: values[1].string ?? "", compressed: values[2].bool ?? false)
    return .none
  }

  static let readImage = Builtin(
    Descriptor(
      "read_image", .file, Wording("an image as a tensor", "把图像读成张量"), parameters: [path],
      returns: Wording(
        "channels×height×width, f32 of [0, 1]: 1 channel for grey, 3 for colour",
        "通道×高×宽，f32，取值 [0, 1]：灰度 1 个通道，彩色 3 个"),
      notes: Wording("PNG of any kind, PGM and PPM. Transparency is left out.", "各种 PNG，以及 PGM 和 PPM。透明度略去。"))
  ) { values in .object(try ImageFile.read(values[0].string ?? "")) }
}

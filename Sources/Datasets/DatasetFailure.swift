import Text

/// What can go wrong with data and files.
public enum DatasetFailure: Failure {
  case unknownDataset(String, known: [String])
  case unknownSplit(String, dataset: String, known: [String])
  case notFound(dataset: String, file: String, places: [String])
  case needsDirectory(dataset: String)
  case needsText
  case cannotOpen(path: String, reason: Wording)
  case cannotWrite(path: String, reason: Wording)
  case wrongMagic(path: String, expected: String, got: String)
  case truncated(path: String, what: Wording, expected: Int, got: Int)
  case trailing(path: String, expected: Int)
  case damagedGzip(path: String, byte: Int, reason: Wording)
  case countsDiffer(images: Int, labels: Int)
  case badLabel(path: String, label: Int, byte: Int, classes: Int)
  case implausible(path: String, reason: Wording)
  case table(path: String, line: Int, column: Int?, reason: Wording)
  case isArchive(path: String)
  case badFormat(path: String, format: String, reason: Wording)
  case wrongData(function: String, expected: Wording, got: Wording)
  case badSetting(function: String, reason: Wording)
  case unknownCharacter(Character, position: Int)
  case badCode(Double, characters: Int)

  public var fault: Fault {
    switch self {
    case .unknownDataset, .unknownSplit, .notFound, .needsDirectory, .needsText: choiceFault
    case .wrongData(let function, let expected, let got):
      Fault(
        "E0545", Wording("\(function) takes \(expected), not \(got)", "\(function) 需要\(expected)，而不是\(got)"))
    case .badSetting(let function, let reason):
      Fault("E0546", Wording("\(function): \(reason)", "\(function)：\(reason)"))
    case .unknownCharacter(let character, let position):
      Fault(
        "E0547",
        Wording(
          "the character \"\(character)\" at \(position) is not in the vocabulary",
          "位置 \(position) 的字符“\(character)”不在词表里"),
        help: [
          Wording(
            "the vocabulary is that of the dataset's text: data.vocabulary", "词表由数据集的文本得来：data.vocabulary")
        ])
    case .badCode(let code, let characters):
      Fault(
        "E0547",
        Wording(
          "\(formatNumber(code)) is no character's number: the vocabulary numbers 0 to \(characters - 1)",
          "\(formatNumber(code)) 不是字符的编号：词表的编号是 0 到 \(characters - 1)"))
    default: fileFault
    }
  }

  private var choiceFault: Fault {
    switch self {
    case .unknownDataset(let name, let known):
      Fault(
        "E0530", Wording("there is no dataset \"\(name)\"", "没有名为“\(name)”的数据集"),
        notes: [
          Wording("known are \(known.joined(separator: ", "))", "已知的有 \(known.joined(separator: "、"))")
        ],
        help: closestNames(to: name, among: known, limit: 1).map { .didYouMean(["\"\($0)\""]) })
    case .unknownSplit(let split, let name, let known):
      Fault(
        "E0531", Wording("dataset \"\(name)\" has no split \"\(split)\"", "数据集“\(name)”没有“\(split)”这一部分"),
        help: [
          Wording(
            "split is one of \(known.map { "\"\($0)\"" }.joined(separator: ", "))",
            "split 可以是 \(known.map { "\"\($0)\"" }.joined(separator: "、"))")
        ])
    case .notFound(let name, let file, let places):
      Fault(
        "E0532", Wording("dataset \"\(name)\": \(file) was not found", "数据集“\(name)”：找不到 \(file)"),
        notes: [
          Wording("looked in \(places.joined(separator: ", "))", "找过 \(places.joined(separator: "、"))")
        ],
        help: [
          name == "fashion-mnist"
            ? Wording(
              "`apt install dataset-fashion-mnist`, or name a folder with dir=",
              "`apt install dataset-fashion-mnist`，或用 dir= 指出文件夹")
            : Wording("name its folder with dir= or DLS_DATA", "用 dir= 或 DLS_DATA 指出它的文件夹")
        ])
    case .needsDirectory(let name):
      Fault(
        "E0532", Wording("dataset \"\(name)\" does not come with the system", "系统不自带数据集“\(name)”"),
        help: [Wording("name the folder of its files with dir= or DLS_DATA", "用 dir= 或 DLS_DATA 指出存放其文件的文件夹")]
      )
    case .needsText:
      Fault(
        "E0546", Wording("dataset \"text\" needs a text", "数据集 \"text\" 需要一段文本"),
        help: [Wording(verbatim: "dataset(\"text\", path=\"book.txt\", length=64)")])
    default: Fault("E0530", Wording("this dataset is not to be had", "得不到这个数据集"))
    }
  }

  private var fileFault: Fault {
    switch self {
    case .cannotOpen(let path, let reason):
      Fault("E0533", Wording("cannot read \(path): \(reason)", "不能读取 \(path)：\(reason)"))
    case .cannotWrite(let path, let reason):
      Fault("E0534", Wording("cannot write \(path): \(reason)", "不能写入 \(path)：\(reason)"))
    case .wrongMagic(let path, let expected, let got):
      Fault(
        "E0535",
        Wording(
          "\(path) begins with \(got) where \(expected) was expected", "\(path) 开头是 \(got)，而应当是 \(expected)"))
    case .truncated(let path, let what, let expected, let got):
      Fault(
        "E0536",
        Wording(
          "\(path) ends at byte \(got) within \(what), which reaches to byte \(expected)",
          "\(path) 在字节 \(got) 处结束，还在\(what)之中，应到字节 \(expected)"))
    case .trailing(let path, let expected):
      Fault(
        "E0537",
        Wording(
          "\(path) goes on after byte \(expected), where its contents end",
          "\(path) 的内容到字节 \(expected) 为止，但后面还有数据"))
    case .damagedGzip(let path, let byte, let reason):
      Fault(
        "E0538",
        Wording(
          "\(path) is damaged: \(reason), after byte \(byte) of the unpacked data",
          "\(path) 已损坏：\(reason)，在解压后的第 \(byte) 字节之后"))
    case .countsDiffer(let images, let labels):
      Fault("E0539", Wording("\(images) images came with \(labels) labels", "\(images) 幅图像却有 \(labels) 个标签"))
    case .badLabel(let path, let label, let byte, let classes):
      Fault(
        "E0540",
        Wording(
          "\(path): label \(label) at byte \(byte) is not within 0 to \(classes - 1)",
          "\(path)：字节 \(byte) 处的标签 \(label) 不在 0 到 \(classes - 1) 之内"))
    case .implausible(let path, let reason):
      Fault("E0541", Wording("\(path): \(reason)", "\(path)：\(reason)"))
    case .table(let path, let line, let column, let reason):
      Fault(
        "E0542",
        Wording(
          "\(path):\(line)\(column.map { ", column \($0)" } ?? ""): \(reason)",
          "\(path):\(line)\(column.map { "，第 \($0) 列" } ?? "")：\(reason)"))
    case .isArchive(let path):
      Fault(
        "E0543", Wording("\(path) is an archive of arrays", "\(path) 是多个数组的归档"),
        help: [
          Wording("read_npz(\"\(path)\") gives them by name", "read_npz(\"\(path)\") 按名字给出这些数组")
        ])
    case .badFormat(let path, let format, let reason):
      Fault(
        "E0543",
        Wording(
          "\(path) is no \(format) file dls can read: \(reason)", "\(path) 不是 dls 能读的 \(format) 文件：\(reason)")
      )
    default: Fault("E0543", Wording("dls cannot read this file", "dls 读不了这个文件"))
    }
  }
}

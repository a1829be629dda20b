import Text

/// What can go wrong with data and files.
public enum DatasetFailure: Failure {
  case unknownDataset(String, known: [String])
  case unknownSplit(String, dataset: String, known: [String])
  case notFound(dataset: String, file: String, places: [String])
  case needsDirectory(dataset: String)
  case needsText
  case cannotOpen(path: String, reason: String)
  case cannotWrite(path: String, reason: String)
  case wrongMagic(path: String, expected: String, got: String)
  case truncated(path: String, what: String, expected: Int, got: Int)
  case trailing(path: String, expected: Int)
  case damagedGzip(path: String, byte: Int, reason: String)
  case countsDiffer(images: Int, labels: Int)
  case badLabel(path: String, label: Int, byte: Int, classes: Int)
  case implausible(path: String, reason: String)
  case table(path: String, line: Int, column: Int?, reason: String)
  case badFormat(path: String, format: String, reason: String)
  case wrongData(function: String, expected: String, got: String)
  case badSetting(function: String, reason: String)
  case unknownCharacter(Character, position: Int)
  case badCode(Double, characters: Int)

  public var fault: Fault {
    switch self {
    case .unknownDataset, .unknownSplit, .notFound, .needsDirectory, .needsText: choiceFault
    case .wrongData(let function, let expected, let got):
      Fault("E0545", "\(function) takes \(expected), not \(got)")
    case .badSetting(let function, let reason):
      Fault("E0546", "\(function): \(reason)")
    case .unknownCharacter(let character, let position):
      Fault(
        "E0547", "the character \"\(character)\" at \(position) is not in the vocabulary",
        help: ["the vocabulary is that of the dataset's text: data.vocabulary"])
    case .badCode(let code, let characters):
      Fault(
        "E0547",
        "\(formatNumber(code)) is no character's number: the vocabulary numbers 0 to \(characters - 1)")
    default: fileFault
    }
  }

  private var choiceFault: Fault {
    switch self {
    case .unknownDataset(let name, let known):
      Fault(
        "E0530", "there is no dataset \"\(name)\"", notes: ["known are \(known.joined(separator: ", "))"],
        help: closestNames(to: name, among: known, limit: 1).map { "did you mean \"\($0)\"?" })
    case .unknownSplit(let split, let name, let known):
      Fault(
        "E0531", "dataset \"\(name)\" has no split \"\(split)\"",
        help: ["split is one of \(known.map { "\"\($0)\"" }.joined(separator: ", "))"])
    case .notFound(let name, let file, let places):
      Fault(
        "E0532", "dataset \"\(name)\": \(file) was not found",
        notes: ["looked in \(places.joined(separator: ", "))"],
        help: [
          name == "fashion-mnist"
            ? "`apt install dataset-fashion-mnist`, or name a folder with dir="
            : "name its folder with dir= or DLS_DATA"
        ])
    case .needsDirectory(let name):
      Fault(
        "E0532", "dataset \"\(name)\" does not come with the system",
        help: ["name the folder of its files with dir= or DLS_DATA"])
    case .needsText:
      Fault(
        "E0546", "dataset \"text\" needs a text", help: ["dataset(\"text\", path=\"book.txt\", length=64)"])
    default: Fault("E0530", "\(self)")
    }
  }

  private var fileFault: Fault {
    switch self {
    case .cannotOpen(let path, let reason): Fault("E0533", "cannot read \(path): \(reason)")
    case .cannotWrite(let path, let reason): Fault("E0534", "cannot write \(path): \(reason)")
    case .wrongMagic(let path, let expected, let got):
      Fault("E0535", "\(path) begins with \(got) where \(expected) was expected")
    case .truncated(let path, let what, let expected, let got):
      Fault("E0536", "\(path) ends at byte \(got) within \(what), which reaches to byte \(expected)")
    case .trailing(let path, let expected):
      Fault("E0537", "\(path) goes on after byte \(expected), where its contents end")
    case .damagedGzip(let path, let byte, let reason):
      Fault("E0538", "\(path) is damaged: \(reason), after byte \(byte) of the unpacked data")
    case .countsDiffer(let images, let labels):
      Fault("E0539", "\(images) images came with \(labels) labels")
    case .badLabel(let path, let label, let byte, let classes):
      Fault("E0540", "\(path): label \(label) at byte \(byte) is not within 0 to \(classes - 1)")
    case .implausible(let path, let reason): Fault("E0541", "\(path): \(reason)")
    case .table(let path, let line, let column, let reason):
      Fault("E0542", "\(path):\(line)\(column.map { ", column \($0)" } ?? ""): \(reason)")
    case .badFormat(let path, let format, let reason):
      Fault("E0543", "\(path) is no \(format) file dls can read: \(reason)")
    default: Fault("E0543", "\(self)")
    }
  }
}

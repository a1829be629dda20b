import Glibc
import Text

/// What can go wrong with files of weights.
public enum FileFailure: Failure {
  case badPath(String)
  case system(String, String, Int32)
  case notAFile(String)
  case truncated(String, Int)
  case headerLength(String, UInt64, fileSize: Int)
  case header(String, String, at: Int)
  case entry(String, name: String, reason: String)
  case missing(String, [String])
  case unexpected(String, [String])
  case cannotSave(String)
  case extensionName(String)

  public var fault: Fault {
    switch self {
    case .badPath(let path): return Fault("E0520", "\"\(path)\" is no file name")
    case .system(let what, let path, let code):
      return Fault("E0521", "\(what) \"\(path)\": \(String(cString: strerror(code)))")
    case .notAFile(let path): return Fault("E0521", "\"\(path)\" is not a regular file")
    case .truncated(let path, let position):
      return Fault("E0522", "\"\(path)\" ends at byte \(position), too early")
    case .headerLength(let path, let length, let size):
      return Fault(
        "E0523",
        "\"\(path)\" is no safetensors file: its first 8 bytes announce a header of \(length) bytes in a file of \(size)"
      )
    case .header(let path, let reason, let position):
      return Fault("E0523", "the header of \"\(path)\" is broken at byte \(position): \(reason)")
    case .entry(let path, let name, let reason):
      return Fault("E0524", "\"\(path)\" is refused: tensor \"\(name)\" \(reason)")
    case .missing(let path, let names):
      return Fault(
        "E0525", "\"\(path)\" lacks \(FileFailure.list(names))",
        help: ["load(net, path, strict=false) leaves such parameters as they are"])
    case .unexpected(let path, let names):
      return Fault(
        "E0525", "\"\(path)\" holds \(FileFailure.list(names)), which the model does not have",
        help: ["load(net, path, strict=false) skips them"])
    case .cannotSave(let what):
      return Fault("E0526", "save takes a model, an optimizer, a tensor or a record of tensors, not \(what)")
    case .extensionName(let path): return Fault("E0526", "weights are saved as .safetensors, not \"\(path)\"")
    }
  }

  private static func list(_ names: [String]) -> String {
    let shown = names.prefix(3).joined(separator: ", ")
    return names.count > 3 ? "\(shown) and \(names.count - 3) more" : shown
  }
}

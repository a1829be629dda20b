import Text

/// What can go wrong with files of weights.
public enum FileFailure: Failure {
  case badPath(String)
  case notAPath(Wording)
  case system(Wording, String, Int32)
  case notAFile(String)
  case truncated(String, Int)
  case headerLength(String, UInt64, fileSize: Int)
  case header(String, Wording, at: Int)
  case entry(String, name: String, reason: Wording)
  case missing(String, [String])
  case unexpected(String, [String])
  case cannotSave(Wording)
  case extensionName(String, String)

  public var fault: Fault {
    switch self {
    case .badPath(let path): return Fault("E0520", Wording("\"\(path)\" is no file name", "“\(path)”不是文件名"))
    case .notAPath(let got):
      return Fault(
        "E0520",
        Wording("load takes what to fill and a path, but got \(got)", "load 需要读入的目标和路径，但得到的是\(got)"),
        help: [
          Wording(
            "the model comes first: `load(net, \"m.safetensors\")`", "模型写在前面：`load(net, \"m.safetensors\")`")
        ])
    case .system(let what, let path, let code):
      return Fault(
        "E0521",
        Wording(
          "\(what) \"\(path)\": \(SystemError(code).reason)", "\(what)“\(path)”：\(SystemError(code).reason)"))
    case .notAFile(let path):
      return Fault("E0521", Wording("\"\(path)\" is not a regular file", "“\(path)”不是普通文件"))
    case .truncated(let path, let position):
      return Fault(
        "E0522", Wording("\"\(path)\" ends at byte \(position), too early", "“\(path)”在字节 \(position) 处过早结束"))
    case .headerLength(let path, let length, let size):
      return Fault(
        "E0523",
        Wording(
          "\"\(path)\" is no safetensors file: its first 8 bytes announce a header of \(length) bytes in a file of \(size)",
          "“\(path)”不是 safetensors 文件：开头 8 字节说文件头有 \(length) 字节，而文件只有 \(size) 字节")
      )
    case .header(let path, let reason, let position):
      return Fault(
        "E0523",
        Wording(
          "the header of \"\(path)\" is broken at byte \(position): \(reason)",
          "“\(path)”的文件头在字节 \(position) 处有误：\(reason)"))
    case .entry(let path, let name, let reason):
      return Fault(
        "E0524",
        Wording("\"\(path)\" is refused: tensor \"\(name)\" \(reason)", "拒绝读取“\(path)”：张量“\(name)”\(reason)"))
    case .missing(let path, let names):
      return Fault(
        "E0525",
        Wording("\"\(path)\" lacks \(FileFailure.list(names))", "“\(path)”缺少 \(FileFailure.list(names))"),
        help: [
          Wording(
            "load(net, path, strict=false) leaves such parameters as they are",
            "load(net, path, strict=false) 让这些参数保持原样")
        ])
    case .unexpected(let path, let names):
      return Fault(
        "E0525",
        Wording(
          "\"\(path)\" holds \(FileFailure.list(names)), which the model does not have",
          "“\(path)”含有模型没有的 \(FileFailure.list(names))"),
        help: [Wording("load(net, path, strict=false) skips them", "load(net, path, strict=false) 会跳过它们")])
    case .cannotSave(let what):
      return Fault(
        "E0526",
        Wording(
          "save takes a model, an optimizer, a tensor or a record of tensors, not \(what)",
          "save 接受模型、优化器、张量或张量的记录，而不是\(what)"))
    case .extensionName(let path, let call):
      return Fault(
        "E0526",
        Wording(
          "save writes .safetensors, and the name of \"\(path)\" promises another format",
          "save 写的是 .safetensors，而“\(path)”的名字表示另一种格式"),
        help: [Wording("write `\(call)`", "写成 `\(call)`")])
    }
  }

  private static func list(_ names: [String]) -> Wording {
    let shown = names.prefix(3).map { Wording(verbatim: $0) }.listed()
    guard names.count > 3 else { return shown }
    return Wording("\(shown) and \(names.count - 3) more", "\(shown) 等 \(names.count) 个")
  }
}

import Autograd
import Catalog
import Glibc
import Text

extension General {
  static let session: [BuiltinObject] = [
    make(
      "clock", Wording("seconds on a clock that never goes back", "不会倒退的时钟上的秒数"), [],
      returns: Wording("a number", "数"),
      examples: [Example("clock() > 0", "true")]
    ) { _ in
      var time = timespec()
      clock_gettime(CLOCK_MONOTONIC, &time)
      return Value(Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9)
    },
    make(
      "read_text", Wording("the contents of a text file", "文本文件的内容"),
      [Parameter("path", .string, Wording("relative to the working folder", "相对于当前工作文件夹"))],
      returns: Wording("a string", "字符串")
    ) { call in
      let path = try call.string(call.required()[0], 0)
      return Value(try TextFile.read(path))
    },
    make(
      "exit", Wording("ends the program", "结束程序"),
      [Parameter("status", .integer, Wording("0 means success", "0 表示成功"), default: .number(0))]
    ) { call in
      throw ExitRequest(status: Int32(truncatingIfNeeded: try call.whole(call.values()[0], 0, default: 0)))
    },
    make(
      "help", Wording("shows what a builtin does", "显示内建函数的用法"),
      [Parameter("of", .any, Wording("a builtin or its name", "内建函数或它的名字"))]
    ) { call in
      let value = try call.required()[0]
      let name = value.tag == Tag.string ? value.text : value.callable?.name ?? ""
      guard let text = Reference.text(name) else {
        throw call.wrong(value, 0, Wording("a builtin or its name", "内建函数或它的名字"))
      }
      call.machine.output(text + "\n")
      return .none
    },
    make(
      "doc", Wording("lists the builtins, or describes one", "列出内建函数，或说明其中一个"),
      [Parameter("name", .any, Wording("a builtin or its name", "内建函数或它的名字"), default: Argument.none)]
    ) { call in
      let value = try call.values()[0]
      let name = value.tag == Tag.string ? value.text : value.callable?.name ?? ""
      guard let text = value.isUndefined ? Reference.listing() : Reference.text(name) else {
        throw call.wrong(value, 0, Wording("a builtin or its name", "内建函数或它的名字"))
      }
      call.machine.output(text + "\n")
      return .none
    },
    make(
      "unshadow", Wording("brings back a builtin that a variable hides", "恢复被变量遮住的内建函数"),
      [Parameter("name", .string)]
    ) { call in
      let name = try call.string(call.required()[0], 0)
      guard call.machine.globals.unshadow(name) else {
        throw CallFailure.message(
          "E0321", Wording("there is no builtin `\(name)`", "没有内建函数 `\(name)`"), help: [])
      }
      return .none
    },
  ]
}

/// `exit(status)` on its way to whoever runs the session.
public struct ExitRequest: Failure {
  public let status: Int32
  public var fault: Fault {
    Fault(
      "E0905", Wording("the program ended with exit(\(status))", "程序以 exit(\(status)) 结束"))
  }
}

/// Whole text files.
enum TextFile {
  static func read(_ path: String) throws -> String {
    guard let file = fopen(path, "rb") else {
      throw FileFailure.cannotOpen(path, SystemError.last.reason)
    }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = fread(&chunk, 1, chunk.count, file)
      if count == 0 { break }
      bytes.append(contentsOf: chunk[..<count])
      if bytes.count == bytes.capacity {
        try MemoryBudget.require(bytes: bytes.count * 2, Wording("the file", "文件"))
      }
    }
    guard ferror(file) == 0 else { throw FileFailure.cannotOpen(path, SystemError.last.reason) }
    guard let text = String(validating: bytes, as: UTF8.self) else { throw FileFailure.notText(path) }
    return text
  }
}

enum FileFailure: Failure {
  case cannotOpen(String, Wording)
  case notText(String)
  case usedFile(String, Fault)

  var fault: Fault {
    switch self {
    case .cannotOpen(let path, let reason):
      return
        Fault("E0501", Wording("cannot read \"\(path)\": \(reason)", "不能读取“\(path)”：\(reason)"))
    case .notText(let path):
      return
        Fault("E0502", Wording("\"\(path)\" is no UTF-8 text", "“\(path)”不是 UTF-8 文本"))
    case .usedFile(let path, let fault):
      var fault = fault
      fault.notes.append(Wording("in \(path), brought in by `use`", "在由 `use` 引入的 \(path) 中"))
      return fault
    }
  }
}

import Text

enum CommandFailure: Failure {
  case unknown(String)
  case missing(command: String, argument: Wording)
  case notOneOf(String, what: Wording, known: [String])
  case nothingKnown(String, close: [String] = [])
  case noBuiltin(String)
  case noCell(String, known: [Int])
  case notPaused(String)
  case isPaused(Int)
  case exists(String)

  static func required(_ argument: String, _ command: String, _ name: Wording) throws -> String {
    if argument.isEmpty { throw missing(command: command, argument: name) }
    return argument
  }

  var fault: Fault {
    switch self {
    case .unknown(let name):
      let close = closestNames(to: name, among: Command.all.map(\.name))
      return Fault(
        "E0720", Wording("there is no command :\(name)", "没有命令 :\(name)"),
        help: [
          close.isEmpty
            ? Wording(":help lists the commands", ":help 列出所有命令") : .didYouMean(close.map { ":" + $0 })
        ])
    case .missing(let command, let argument):
      return Fault("E0721", Wording(":\(command) wants \(argument)", ":\(command) 后面要写 \(argument)"))
    case .notOneOf(let word, let what, let known):
      return Fault(
        "E0722", Wording("no \(what) \"\(word)\"", "\(what)没有“\(word)”"), help: [.oneOf(known)])
    case .noBuiltin(let name):
      return Fault("E0724", Wording("there is no builtin \(name)", "没有内建函数 \(name)"))
    default: return cellFault
    }
  }

  private var cellFault: Fault {
    switch self {
    case .noCell(let range, let known):
      let ran = CommandText.ranges(known)
      return Fault(
        "E0725", Wording("there is no cell \(range)", "没有单元格 \(range)"),
        help: [
          known.isEmpty
            ? Wording("no cell has run yet", "还没有运行过单元格")
            : Wording("cells \(ran) have run; `:cells` lists them", "已运行单元格 \(ran)；`:cells` 列出它们")
        ])
    case .notPaused(let number):
      return Fault(
        "E0726",
        number.isEmpty
          ? Wording("no cell is paused", "没有暂停的单元格")
          : Wording("cell \(number) is not paused", "单元格 \(number) 没有暂停"))
    case .isPaused(let number):
      return Fault(
        "E0727", Wording("cell \(number) is paused", "单元格 \(number) 已暂停"),
        help: [
          Wording(
            "`:resume \(number)` or `:drop \(number)` first", "先 `:resume \(number)` 或 `:drop \(number)`")
        ])
    case .exists(let path):
      return Fault(
        "E0728", Wording("\(path) is there already, from elsewhere or changed", "\(path) 已存在，来自别处或已被修改"),
        help: [Wording("`:save --force \(path)` replaces it", "`:save --force \(path)` 覆盖它")])
    case .nothingKnown(let name, let close):
      return Fault(
        "E0723", Wording("nothing is known about \(name)", "没有关于 \(name) 的资料"),
        help: close.isEmpty ? [] : [.didYouMean(close)])
    default: return Fault("E0720", Wording("there is no such command", "没有这个命令"))
    }
  }
}

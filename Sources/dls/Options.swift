import ArgumentParser
import Console
import Text

/// What every command that runs programs takes.
struct Options: ParsableArguments {
  @Option(help: ArgumentHelp(Wording("Fix every random number.", "固定所有随机数。").text, valueName: "n"))
  var seed: UInt64?

  @Option(
    help: ArgumentHelp(
      Wording("Cores to use; results are the same for every number.", "使用的核数；结果与核数无关。").text, valueName: "n"))
  var threads: Int?

  @Flag(
    help: ArgumentHelp(
      Wording("Set `quick`, by which notebooks shorten their runs.", "设置 `quick`，笔记本据此缩短运行。").text))
  var quick = false

  @OptionGroup var errors: ErrorOptions

  func validate() throws {
    if let threads, !(1...1024).contains(threads) {
      throw ValidationError(Wording("--threads takes 1 to 1024", "--threads 在 1 到 1024 之间").text)
    }
  }
}

/// What every command that reports errors takes.
struct ErrorOptions: ParsableArguments {
  @Option(
    name: .customLong("error-format"),
    help: ArgumentHelp(
      Wording("How errors are written: text, or json, one object a line.", "错误的写法：text，或每行一个对象的 json。").text))
  var format = FaultReport.Format.text

  var report: FaultReport { FaultReport(format) }
}

extension FaultReport.Format: ExpressibleByArgument {}

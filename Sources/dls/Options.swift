import ArgumentParser
import Console

/// What every command that runs programs takes.
struct Options: ParsableArguments {
  @Option(help: ArgumentHelp("Fix every random number.", valueName: "n"))
  var seed: UInt64?

  @Option(help: ArgumentHelp("Cores to use; results are the same for every number.", valueName: "n"))
  var threads: Int?

  @Flag(help: "Set `quick`, by which notebooks shorten their runs.")
  var quick = false

  @OptionGroup var errors: ErrorOptions

  func validate() throws {
    if let threads, !(1...1024).contains(threads) { throw ValidationError("--threads takes 1 to 1024") }
  }
}

/// What every command that reports errors takes.
struct ErrorOptions: ParsableArguments {
  @Option(
    name: .customLong("error-format"), help: "How errors are written: text, or json, one object a line.")
  var format = FaultReport.Format.text

  var report: FaultReport { FaultReport(format) }
}

extension FaultReport.Format: ExpressibleByArgument {}

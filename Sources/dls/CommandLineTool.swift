import ArgumentParser
import Console
import Glibc

/// The command line as a whole: parses it, runs the command, gives the exit status.
enum CommandLineTool {
  static func run(_ arguments: [String]) -> Int32 {
    do {
      var command = try Dls.parseAsRoot(arguments)
      try command.run()
      Output.flush()
      return ExitStatus.done.rawValue
    } catch let status as ExitStatus {
      Output.flush()
      return status.rawValue
    } catch {
      return report(error)
    }
  }

  /// ArgumentParser's own errors, `--help` among them.
  private static func report(_ error: any Error) -> Int32 {
    let isFailure = Dls.exitCode(for: error) != .success
    let message = CommandLineWording.text(Dls.fullMessage(for: error))
    if isFailure { Output.error(message + "\n") } else { Output.write(message + "\n") }
    Output.flush()
    return isFailure ? ExitStatus.usage.rawValue : ExitStatus.done.rawValue
  }
}

/// How a command ends.
struct ExitStatus: Error, Equatable {
  let rawValue: Int32

  static let done = ExitStatus(rawValue: 0)
  /// The program raised an error; `check` or `fmt --check` found something.
  static let failed = ExitStatus(rawValue: 1)
  /// Wrong usage, or the program is not well formed.
  static let usage = ExitStatus(rawValue: 2)
  /// An expectation does not hold.
  static let unmet = ExitStatus(rawValue: 3)
  static let interrupted = ExitStatus(rawValue: 130)
}

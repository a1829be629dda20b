import Text

enum CommandFailure: Failure {
  case unknown(String)
  case missing(command: String, argument: String)
  case notOneOf(String, what: String, known: [String])
  case nothingKnown(String)
  case noBuiltin(String)
  case noCell(String, known: [Int])
  case notPaused(String)
  case isPaused(Int)

  static func required(_ argument: String, _ command: String, _ name: String) throws -> String {
    if argument.isEmpty { throw missing(command: command, argument: name) }
    return argument
  }

  var fault: Fault {
    switch self {
    case .unknown(let name):
      let close = closestNames(to: name, among: Command.all.map(\.name))
      let help =
        close.isEmpty ? ":help lists the commands" : "did you mean :\(close.joined(separator: ", :"))?"
      return Fault("E0720", "there is no command :\(name)", help: [help])
    case .missing(let command, let argument): return Fault("E0721", ":\(command) wants \(argument)")
    case .notOneOf(let word, let what, let known):
      return Fault("E0722", "no \(what) \"\(word)\"", help: ["known: " + known.joined(separator: ", ")])
    case .noBuiltin(let name): return Fault("E0724", "there is no builtin \(name)")
    case .noCell(let range, let known):
      let help =
        known.isEmpty
        ? "no cell has run yet" : "cells \(CommandText.ranges(known)) have run; `:cells` lists them"
      return Fault("E0725", "there is no cell \(range)", help: [help])
    case .notPaused(let number):
      return Fault("E0726", number.isEmpty ? "no cell is paused" : "cell \(number) is not paused")
    case .isPaused(let number):
      return Fault(
        "E0727", "cell \(number) is paused", help: ["`:resume \(number)` or `:drop \(number)` first"])
    case .nothingKnown(let name): return Fault("E0723", "nothing is known about \(name)")
    }
  }
}

import Text

/// What can go wrong with figures.
public enum FigureFailure: Failure {
  case gnuplotMissing
  case gnuplotFailed(message: String)
  case gnuplotEnded(message: String)
  case gnuplotTimeout(seconds: Int)
  case unknownFormat(path: String)
  case notWritable(path: String, reason: String)
  case emptyData(what: String)
  case noFiniteValue(what: String)
  case wrongData(call: String, wanted: String, got: String)
  case lengthMismatch(what: String, first: Int, second: Int)
  case wrongShape(call: String, wanted: String, got: [Int])
  case unknownOption(option: String, given: String, known: [String])
  case notPositive(axis: String)
  case functionFailed(name: String, x: String, got: String)
  case nothingToDraw(call: String, hint: String)
  case noCJKFont
  case tooManyPanels(Int)

  public var fault: Fault {
    renderingFault ?? dataFault
  }

  private var renderingFault: Fault? {
    switch self {
    case .gnuplotMissing:
      Fault(
        "E0601", "gnuplot is not installed, and figures need it",
        help: ["install it: sudo apt install gnuplot-nox"])
    case .gnuplotFailed(let message):
      Fault(
        "E0602", "gnuplot could not draw this figure: \(message)",
        notes: ["no file was written"], help: ["if gnuplot is old or broken: sudo apt install gnuplot-nox"])
    case .gnuplotEnded(let message):
      Fault(
        "E0603", "gnuplot ended before the figure was done" + (message.isEmpty ? "" : ": \(message)"),
        notes: ["no file was written"],
        help: ["run it again; if it keeps ending: sudo apt install --reinstall gnuplot-nox"])
    case .gnuplotTimeout(let seconds):
      Fault(
        "E0604", "gnuplot did not finish within \(seconds) seconds and was stopped",
        notes: ["no file was written"], help: ["draw fewer points or a smaller figure"])
    case .unknownFormat(let path):
      Fault(
        "E0605", "the name \"\(path)\" does not say which kind of picture to write",
        help: ["end it with .svg, .pdf, .png, or .gif for an animation"])
    case .notWritable(let path, let reason):
      Fault("E0606", "cannot write \"\(path)\": \(reason)")
    case .noCJKFont:
      Fault(
        "E0607", "no font for Chinese characters is installed; they would be drawn as boxes",
        severity: .warning, help: ["install one: sudo apt install fonts-noto-cjk"])
    default: nil
    }
  }

  private var dataFault: Fault {
    switch self {
    case .emptyData(let what):
      Fault("E0610", "there is nothing to draw: \(what) is empty")
    case .noFiniteValue(let what):
      Fault(
        "E0611", "\(what) holds no finite value, only nan or inf",
        help: ["look for a division by zero, log of 0, or a learning rate that is too high"])
    case .wrongData(let call, let wanted, let got):
      Fault("E0612", "\(call) draws \(wanted), not \(got)")
    case .lengthMismatch(let what, let first, let second):
      Fault("E0613", "\(what) must have the same length: \(first) and \(second)")
    case .wrongShape(let call, let wanted, let got):
      Fault("E0614", "\(call) wants \(wanted), got shape [\(got.map(String.init).joined(separator: ", "))]")
    case .unknownOption(let option, let given, let known):
      Fault(
        "E0615", "\(option) has no choice \"\(given)\"", help: [Self.suggestion(given, known)])
    case .notPositive(let axis):
      Fault(
        "E0616", "a logarithmic \(axis) axis needs values above 0, and there are none",
        help: ["leave log= out, or plot abs(…)"])
    case .functionFailed(let name, let x, let got):
      Fault(
        "E0617", "\(name)(\(x)) gave \(got), but only a function from number to number can be plotted",
        help: ["plot wants f(x) = …, with one number in and one number out"])
    case .nothingToDraw(let call, let hint):
      Fault("E0618", "\(call) has nothing to draw", help: [hint])
    case .tooManyPanels(let count):
      Fault("E0619", "a figure has at most 64 panels, not \(count)", help: ["draw several figures"])
    default: Fault("E0600", "this figure cannot be drawn")
    }
  }

  private static func suggestion(_ given: String, _ known: [String]) -> String {
    let list = "choose from " + known.joined(separator: ", ")
    guard let near = closestNames(to: given, among: known).first else { return list }
    return "did you mean \"\(near)\"? \(list)"
  }
}

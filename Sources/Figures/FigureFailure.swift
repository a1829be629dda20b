import Text

/// What can go wrong with figures.
public enum FigureFailure: Failure {
  case gnuplotMissing
  case gnuplotFailed(message: Wording)
  case gnuplotEnded(message: String)
  case gnuplotTimeout(seconds: Int)
  case unknownFormat(path: String)
  case notWritable(path: String, reason: Wording)
  case emptyData(what: Wording)
  case noFiniteValue(what: Wording)
  /// `call` is a builtin, or one of its options: `xlim=`.
  case wrongData(call: String, wanted: Wording, got: Wording)
  case lengthMismatch(what: Wording, first: Int, second: Int)
  case wrongShape(call: String, wanted: Wording, got: [Int], hint: Wording? = nil)
  case unknownOption(option: String, given: String, known: [String])
  case notPositive(axis: String)
  case functionFailed(name: String, x: String, got: Wording, wanted: Wording, hint: Wording)
  case nothingToDraw(call: String, hint: Wording)
  case noCJKFont
  case tooManyPanels(Int)

  public var fault: Fault { renderingFault ?? dataFault ?? argumentFault }

  private var renderingFault: Fault? {
    let nothingWritten = Wording("no file was written", "没有写出文件")
    switch self {
    case .gnuplotMissing:
      return Fault(
        "E0601", Wording("gnuplot is not installed, and figures need it", "没有安装 gnuplot，画图需要它"),
        help: [Wording("install it: sudo apt install gnuplot-nox", "安装：sudo apt install gnuplot-nox")])
    case .gnuplotFailed(let message):
      return Fault(
        "E0602", Wording("gnuplot could not draw this figure: \(message)", "gnuplot 画不出这幅图：\(message)"),
        notes: [nothingWritten],
        help: [
          Wording(
            "if gnuplot is old or broken: sudo apt install gnuplot-nox",
            "如果 gnuplot 太旧或已损坏：sudo apt install gnuplot-nox")
        ])
    case .gnuplotEnded(let message):
      let reason = message.isEmpty ? "" : ": \(message)"
      return Fault(
        "E0603", Wording("gnuplot ended before the figure was done\(reason)", "图还没画完 gnuplot 就退出了\(reason)"),
        notes: [nothingWritten],
        help: [
          Wording(
            "run it again; if it keeps ending: sudo apt install --reinstall gnuplot-nox",
            "再运行一次；如果总是退出：sudo apt install --reinstall gnuplot-nox")
        ])
    case .gnuplotTimeout(let seconds):
      return Fault(
        "E0604",
        Wording(
          "gnuplot did not finish within \(seconds) seconds and was stopped",
          "gnuplot 在 \(seconds) 秒内没有画完，已被停止"),
        notes: [nothingWritten],
        help: [Wording("draw fewer points or a smaller figure", "少画一些点，或画小一些的图")])
    case .unknownFormat(let path):
      return Fault(
        "E0605",
        Wording(
          "the name \"\(path)\" does not say which kind of picture to write", "从名字 \"\(path)\" 看不出要写哪种图片"),
        help: [
          Wording(
            "end it with .svg, .pdf, .png, or .gif for an animation", "用 .svg、.pdf、.png 结尾，动画用 .gif")
        ])
    case .notWritable(let path, let reason):
      return Fault("E0606", Wording("cannot write \"\(path)\": \(reason)", "无法写入 \"\(path)\"：\(reason)"))
    case .noCJKFont:
      return Fault(
        "E0607",
        Wording(
          "no font for Chinese characters is installed; they would be drawn as boxes", "没有安装中文字体；汉字会画成方框"),
        severity: .warning,
        help: [Wording("install one: sudo apt install fonts-noto-cjk", "安装：sudo apt install fonts-noto-cjk")])
    default: return nil
    }
  }

  private var dataFault: Fault? {
    switch self {
    case .emptyData(let what):
      return Fault("E0610", Wording("there is nothing to draw: \(what) is empty", "没有可画的：\(what)是空的"))
    case .noFiniteValue(let what):
      return Fault(
        "E0611",
        Wording("\(what) holds no finite value, only nan or inf", "\(what)里没有有限的值，只有 nan 或 inf"),
        help: [
          Wording(
            "look for a division by zero, log of 0, or a learning rate that is too high",
            "检查除以零、对 0 取对数，或学习率过大")
        ])
    case .lengthMismatch(let what, let first, let second):
      return Fault(
        "E0613",
        Wording(
          "\(what) must have the same length: \(first) and \(second)", "\(what)的个数要相同：\(first) 和 \(second)"))
    case .notPositive(let axis):
      return Fault(
        "E0616",
        Wording(
          "a logarithmic \(axis) axis needs values above 0, and there are none",
          "\(axis) 轴取对数需要大于 0 的值，这里一个也没有"),
        help: [Wording("leave log= out, or plot abs(…)", "去掉 log=，或画 abs(…)")])
    case .tooManyPanels(let count):
      return Fault(
        "E0619", Wording("a figure has at most 64 panels, not \(count)", "一幅图至多有 64 个子图，不是 \(count) 个"),
        help: [Wording("draw several figures", "分成几幅图")])
    default: return nil
    }
  }

  private var argumentFault: Fault {
    switch self {
    case .wrongData(let call, let wanted, let got):
      return Fault(
        "E0612",
        call.hasSuffix("=")
          ? Wording("\(call) takes \(wanted), not \(got)", "\(call) 要的是\(wanted)，不是\(got)")
          : Wording("\(call) draws \(wanted), not \(got)", "\(call) 画的是\(wanted)，不是\(got)"))
    case .wrongShape(let call, let wanted, let got, let hint):
      let shape = shapeText(got)
      return Fault(
        "E0614",
        Wording("\(call) wants \(wanted), got shape \(shape)", "\(call) 要的是\(wanted)，得到的形状是 \(shape)"),
        help: [hint].compactMap { $0 })
    case .unknownOption(let option, let given, let known):
      return Fault(
        "E0615", Wording("\(option) has no choice \"\(given)\"", "\(option) 没有 \"\(given)\" 这个选项"),
        help: [Self.suggestion(given, known)])
    case .functionFailed(let name, let x, let got, let wanted, let hint):
      return Fault(
        "E0617",
        Wording(
          "at \(x) the function \(name) gave \(got), but \(wanted) is needed",
          "函数 \(name) 在 \(x) 处给出\(got)，这里需要\(wanted)"),
        help: [hint])
    case .nothingToDraw(let call, let hint):
      return Fault("E0618", Wording("\(call) has nothing to draw", "\(call) 没有可画的"), help: [hint])
    default: return Fault("E0600", Wording("this figure cannot be drawn", "画不出这幅图"))
    }
  }

  private static func suggestion(_ given: String, _ known: [String]) -> Wording {
    let list = Wording(
      "choose from \(known.joined(separator: ", "))", "可选：\(known.joined(separator: "、"))")
    guard let near = closestNames(to: given, among: known).first else { return list }
    return Wording("did you mean \"\(near)\"? \(list)", "是不是 \"\(near)\"？\(list)")
  }
}

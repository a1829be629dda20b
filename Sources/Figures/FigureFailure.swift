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
  case wrongData(call: String, wanted: Wording, got: Wording)
  case lengthMismatch(what: Wording, first: Int, second: Int)
  case wrongShape(call: String, wanted: Wording, got: [Int])
  case unknownOption(option: String, given: String, known: [String])
  case notPositive(axis: String)
  case functionFailed(name: String, x: String, got: Wording)
  case nothingToDraw(call: String, hint: Wording)
  case noCJKFont
  case tooManyPanels(Int)

  public var fault: Fault {
    renderingFault ?? dataFault
  }

  private var renderingFault: Fault? {
    switch self {
    case .gnuplotMissing:
      Fault(
        "E0601", Wording("gnuplot is not installed, and figures need it", "没有安装 gnuplot，而画图需要它"),
        help: [Wording("install it: sudo apt install gnuplot-nox", "安装：sudo apt install gnuplot-nox")])
    case .gnuplotFailed(let message):
      Fault(
        "E0602", Wording("gnuplot could not draw this figure: \(message)", "gnuplot 画不出这幅图：\(message)"),
        notes: [Wording("no file was written", "没有写出文件")],
        help: [
          Wording(
            "if gnuplot is old or broken: sudo apt install gnuplot-nox",
            "如果 gnuplot 太旧或已损坏：sudo apt install gnuplot-nox")
        ])
    case .gnuplotEnded(let message):
      Fault(
        "E0603",
        Wording(
          "gnuplot ended before the figure was done\(message.isEmpty ? "" : ": \(message)")",
          "gnuplot 在画完之前就结束了\(message.isEmpty ? "" : "：\(message)")"),
        notes: [Wording("no file was written", "没有写出文件")],
        help: [
          Wording(
            "run it again; if it keeps ending: sudo apt install --reinstall gnuplot-nox",
            "再运行一次；如果总是这样：sudo apt install --reinstall gnuplot-nox")
        ])
    case .gnuplotTimeout(let seconds):
      Fault(
        "E0604",
        Wording(
          "gnuplot did not finish within \(seconds) seconds and was stopped",
          "gnuplot 在 \(seconds) 秒内没有画完，已停止"),
        notes: [Wording("no file was written", "没有写出文件")],
        help: [Wording("draw fewer points or a smaller figure", "少画些点，或画小一些的图")])
    case .unknownFormat(let path):
      Fault(
        "E0605",
        Wording("the name \"\(path)\" does not say which kind of picture to write", "从文件名“\(path)”看不出要写哪种图片"),
        help: [
          Wording("end it with .svg, .pdf, .png, or .gif for an animation", "以 .svg、.pdf、.png 结尾，动画用 .gif")
        ])
    case .notWritable(let path, let reason):
      Fault("E0606", Wording("cannot write \"\(path)\": \(reason)", "不能写入“\(path)”：\(reason)"))
    case .noCJKFont:
      Fault(
        "E0607",
        Wording(
          "no font for Chinese characters is installed; they would be drawn as boxes", "没有安装中文字体，汉字会画成方框"),
        severity: .warning,
        help: [Wording("install one: sudo apt install fonts-noto-cjk", "安装：sudo apt install fonts-noto-cjk")])
    default: nil
    }
  }

  private var dataFault: Fault {
    switch self {
    case .emptyData(let what):
      Fault("E0610", Wording("there is nothing to draw: \(what) is empty", "没有可画的：\(what)是空的"))
    case .noFiniteValue(let what):
      Fault(
        "E0611", Wording("\(what) holds no finite value, only nan or inf", "\(what)中没有有限的值，只有 nan 或 inf"),
        help: [
          Wording(
            "look for a division by zero, log of 0, or a learning rate that is too high",
            "检查有没有除以零、对 0 取 log，或学习率过大")
        ])
    case .wrongData(let call, let wanted, let got):
      Fault("E0612", Wording("\(call) draws \(wanted), not \(got)", "\(call) 画的是\(wanted)，而不是\(got)"))
    case .lengthMismatch(let what, let first, let second):
      Fault(
        "E0613",
        Wording(
          "\(what) must have the same length: \(first) and \(second)", "\(what)的长度必须相同：\(first) 与 \(second)"))
    case .wrongShape(let call, let wanted, let got):
      Fault(
        "E0614",
        Wording(
          "\(call) wants \(wanted), got shape [\(got.listed)]", "\(call) 需要\(wanted)，但得到的形状是 [\(got.listed)]")
      )
    case .unknownOption(let option, let given, let known):
      Fault(
        "E0615", Wording("\(option) has no choice \"\(given)\"", "\(option) 没有“\(given)”这个选项"),
        help: Self.suggestion(given, known))
    case .notPositive(let axis):
      Fault(
        "E0616",
        Wording(
          "a logarithmic \(axis) axis needs values above 0, and there are none",
          "对数 \(axis) 轴需要大于 0 的值，但一个也没有"),
        help: [Wording("leave log= out, or plot abs(…)", "去掉 log=，或画 abs(…)")])
    case .functionFailed(let name, let x, let got):
      Fault(
        "E0617",
        Wording(
          "\(name)(\(x)) gave \(got), but only a function from number to number can be plotted",
          "\(name)(\(x)) 给出了\(got)，但只有从数到数的函数才能画"),
        help: [
          Wording(
            "plot wants f(x) = …, with one number in and one number out", "plot 需要 f(x) = …：输入一个数，输出一个数")
        ])
    case .nothingToDraw(let call, let hint):
      Fault("E0618", Wording("\(call) has nothing to draw", "\(call) 没有可画的"), help: [hint])
    case .tooManyPanels(let count):
      Fault(
        "E0619", Wording("a figure has at most 64 panels, not \(count)", "一幅图最多有 64 个面板，而不是 \(count) 个"),
        help: [Wording("draw several figures", "分成几幅图来画")])
    default: Fault("E0600", Wording("this figure cannot be drawn", "这幅图画不出来"))
    }
  }

  private static func suggestion(_ given: String, _ known: [String]) -> [Wording] {
    closestNames(to: given, among: known).prefix(1).map { .didYouMean(["\"\($0)\""]) } + [.oneOf(known)]
  }
}

extension [Int] {
  fileprivate var listed: String { map(String.init).joined(separator: ", ") }
}

import Text

/// What can go wrong with notebooks, their expectations and the files around them.
public enum NotebookFailure: Failure {
  case cannotRead(String, reason: Wording)
  case cannotWrite(String, reason: Wording)
  case notText(String)
  case notNotebook(String, reason: Wording)
  case unknownFormat(String, known: [String])
  case noBrowser(String, [String])
  case notPrinted(String, browser: String)
  case unmet(expected: String, got: String, Span)
  case outsideTolerance(expected: String, got: String, difference: String, Span)
  case raised(expected: String, Fault, Span)
  case otherError(expected: String, Fault, Span)
  case noError(expected: String, got: String, Span)
  case notReached(Int, Span)

  public var fault: Fault {
    switch self {
    case .cannotRead(let path, let reason):
      Fault("E0701", Wording("cannot read \(path): \(reason)", "不能读取 \(path)：\(reason)"))
    case .cannotWrite(let path, let reason):
      Fault("E0702", Wording("cannot write \(path): \(reason)", "不能写入 \(path)：\(reason)"))
    case .notText(let path):
      Fault(
        "E0703", Wording("\(path) is not a text file", "\(path) 不是文本文件"),
        help: [
          Wording("a dls file is UTF-8 text; convert other encodings first", "dls 文件是 UTF-8 文本；其他编码请先转换")
        ])
    case .notNotebook(let path, let reason):
      Fault(
        "E0704", Wording("\(path) is no notebook: \(reason)", "\(path) 不是笔记本：\(reason)"),
        help: [Wording("expected nbformat 4 JSON, as Jupyter writes it", "应是 Jupyter 写出的 nbformat 4 JSON")]
      )
    case .unknownFormat(let format, let known):
      Fault("E0705", Wording("unknown format \"\(format)\"", "不认识的格式“\(format)”"), help: [.oneOf(known)])
    case .noBrowser(let path, let browsers):
      Fault(
        "E0706",
        Wording("nothing here can print \(path)", "这里没有能打印 \(path) 的程序"),
        notes: [
          Wording(
            "PDF pages are printed by one of \(browsers.joined(separator: ", ")), and PATH has none",
            "PDF 页由 \(browsers.joined(separator: "、")) 之一打印，而 PATH 里都没有")
        ],
        help: [
          Wording(
            "install chromium, or write --to html and print the page; --figures pdf needs no browser",
            "安装 chromium，或用 --to html 写网页再打印；--figures pdf 不需要浏览器")
        ])
    case .notPrinted(let path, let browser):
      Fault(
        "E0707", Wording("\(browser) did not print \(path)", "\(browser) 没有打印出 \(path)"),
        help: [Wording("write --to html, and print the page yourself", "用 --to html 写网页，自己打印")])
    case .unmet(let expected, let got, let span):
      Fault(
        "E0710", Wording("expected \(expected), got \(got)", "期望 \(expected)，得到 \(got)"), at: span,
        help: got.contains("\n")
          ? [] : [Wording("if the value is right, write `#=> \(got)`", "如果这个值是对的，就写 `#=> \(got)`")])
    case .outsideTolerance(let expected, let got, let difference, let span):
      Fault(
        "E0710",
        Wording(
          "expected \(expected), got \(got), which is off by \(difference)",
          "期望 \(expected)，得到 \(got)，相差 \(difference)"), at: span)
    case .raised(let expected, let fault, let span):
      Fault(
        "E0711",
        Wording(
          "expected \(expected), but it failed: \(fault.message)", "期望 \(expected)，但执行失败：\(fault.message)"),
        at: span, notes: fault.notes)
    case .otherError(let expected, let fault, let span):
      Fault(
        "E0712",
        Wording(
          "expected an error with \"\(expected)\", got \"\(fault.message)\"",
          "期望含有“\(expected)”的错误，得到的是“\(fault.message)”"), at: span)
    case .noError(let expected, let got, let span):
      Fault(
        "E0713",
        Wording(
          "expected an error with \"\(expected)\", but it gave \(got)", "期望含有“\(expected)”的错误，但得到了 \(got)"),
        at: span)
    case .notReached(let count, let span):
      Fault(
        "E0714",
        Wording(
          "\(count) \(count == 1 ? "expectation was" : "expectations were") not reached",
          "有 \(count) 个期望没有执行到"), at: span, severity: .warning)
    }
  }
}

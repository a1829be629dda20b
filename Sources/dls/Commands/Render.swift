import ArgumentParser
import Console
import Glibc
import Notebooks
import Text

/// `dls render FILE… -o DIR`
struct Render: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: Wording(
      "Run notebooks top to bottom, each in a fresh session, and write pages and figures.",
      "从头到尾运行笔记本（各用新的会话），写出网页和图。"
    ).text)

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(Wording("Folder to write to.", "写到哪个文件夹。").text, valueName: "dir"),
    completion: .directory)
  var output = "."

  @Option(
    help: ArgumentHelp(
      Wording(
        "Pages to write, with commas between: html, md, ipynb, pdf (by chromium).",
        "要写的页面，用逗号隔开：html、md、ipynb、pdf（由 chromium 打印）。"
      ).text,
      valueName: "formats"), completion: .list(["html", "md", "ipynb", "pdf"]))
  var to = "html"

  @Option(
    help: ArgumentHelp(
      Wording("Write figures as files too: svg, pdf, png.", "图也写成文件：svg、pdf、png。").text, valueName: "formats"),
    completion: .list(["svg", "pdf", "png"]))
  var figures = ""

  @Option(
    name: .short, help: ArgumentHelp(Wording("Notebooks to run at once.", "同时运行几个笔记本。").text, valueName: "n"))
  var jobs = 1

  @OptionGroup var options: Options
  @Argument(help: ArgumentHelp(Wording("Notebooks.", "笔记本。").text), completion: .file(extensions: ["dls"]))
  var files: [String]

  func validate() throws {
    if jobs < 1 { throw ValidationError(Wording("-j takes a number from 1", "-j 需要不小于 1 的数").text) }
    for format in words(figures) where !["svg", "pdf", "png"].contains(format) {
      throw ValidationError(
        Wording(
          "--figures knows svg, pdf and png, not '\(format)'", "--figures 支持 svg、pdf 和 png，不支持“\(format)”"
        ).text)
    }
    for format in words(to) where PageRenderer.Format(rawValue: format) == nil {
      let known = PageRenderer.Format.allCases.map(\.rawValue).joined(separator: ", ")
      throw ValidationError(
        Wording("--to knows \(known), not '\(format)'", "--to 支持 \(known)，不支持“\(format)”").text)
    }
  }

  func run() throws {
    if files.count > 1 { return try runEach() }
    let runtime = Runtime(options)
    let notebook = try runtime.read(files[0])
    do {
      let renderer = PageRenderer(
        folder: output, formats: try words(to).map(PageRenderer.Format.named), figureFormats: words(figures))
      let result = try renderer.render(notebook, host: runtime.host, seed: options.seed)
      for page in result.pages { Output.write("\(page)\n") }
      if let fault = result.fault {
        runtime.report.write(fault)
        throw Runtime.status(of: fault) == .interrupted ? ExitStatus.interrupted : .failed
      }
    } catch let failure as any Failure {
      throw runtime.failed(failure)
    }
  }

  /// One process a notebook: sessions share nothing, and one that fails leaves the others alone.
  private func runEach() throws {
    var shared = ["render", "-o", output, "--to", to, "--figures", figures]
    if options.quick { shared.append("--quick") }
    if let seed = options.seed { shared += ["--seed", "\(seed)"] }
    if let threads = options.threads { shared += ["--threads", "\(threads)"] }
    shared += ["--error-format", options.errors.format.rawValue]
    var pool = ProcessPool(limit: jobs)
    for file in files { pool.run(shared + ["--", file]) }
    let statuses = pool.finish()
    if let worst = statuses.max(), worst != 0 { throw ExitStatus(rawValue: worst) }
  }

  private func words(_ list: String) -> [String] {
    list.split(separator: ",").map { String($0.filter { $0 != " " }) }
  }
}

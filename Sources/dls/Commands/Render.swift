import ArgumentParser
import Console
import Glibc
import Notebooks
import Text

/// `dls render FILE… -o DIR`
struct Render: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Run notebooks top to bottom, each in a fresh session, and write pages and figures.")

  @Option(name: .shortAndLong, help: ArgumentHelp("Folder to write to.", valueName: "dir"))
  var output = "."

  @Option(help: ArgumentHelp("Pages to write, with commas between: html, md, ipynb.", valueName: "formats"))
  var to = "html"

  @Option(help: ArgumentHelp("Write figures as files too: svg, pdf, png.", valueName: "formats"))
  var figures = ""

  @Option(name: .short, help: ArgumentHelp("Notebooks to run at once.", valueName: "n"))
  var jobs = 1

  @OptionGroup var options: Options
  @Argument(help: "Notebooks.") var files: [String]

  func validate() throws {
    if jobs < 1 { throw ValidationError("-j takes a number from 1") }
    for format in words(figures) where !["svg", "pdf", "png"].contains(format) {
      throw ValidationError("--figures knows svg, pdf and png, not '\(format)'")
    }
    for format in words(to) where PageRenderer.Format(rawValue: format) == nil {
      let known = PageRenderer.Format.allCases.map(\.rawValue).joined(separator: ", ")
      throw ValidationError("--to knows \(known), not '\(format)'")
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

import ArgumentParser
import Console
import Notebooks
import Text

/// `dls test PATH…`
struct Test: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: Wording(
      "Run the expectations (#=>) of files, and of every .dls file in folders.",
      "检验文件和文件夹中每个 .dls 文件的期望 (#=>)。"
    ).text)

  @Option(help: ArgumentHelp("Also write the results as JUnit XML.", valueName: "file"))
  var junit: String?

  @OptionGroup var options: Options
  @Argument(help: ArgumentHelp(Wording("Files and folders.", "文件和文件夹。").text)) var paths: [String]

  func run() throws {
    let runtime = Runtime(options)
    var results: [(report: TestRunner.Report, seconds: Double)] = []
    var worst = ExitStatus.done
    for path in paths.flatMap(list) {
      let start = Clock.seconds()
      let report = TestRunner(try runtime.read(path), host: runtime.host).run(seed: options.seed)
      for fault in report.unmet + report.errors { runtime.report.write(fault) }
      results.append((report, Clock.seconds() - start))
      Output.write(line(report, seconds: Clock.seconds() - start))
      for fault in report.errors { worst = Test.worse(worst, Runtime.status(of: fault)) }
      if worst == .interrupted { break }
    }
    Output.write(summary(results.map(\.report)))
    if let junit { try write(results, to: junit, runtime) }
    if worst != .interrupted, results.contains(where: { !$0.report.unmet.isEmpty }) { worst = .unmet }
    if worst != .done { throw worst }
  }

  private func list(_ path: String) -> [String] {
    Folder.isFolder(path) ? Folder.files(under: path, ending: ".dls") : [path]
  }

  private func line(_ report: TestRunner.Report, seconds: Double) -> String {
    let word = report.isGood ? "ok    " : "FAILED"
    var facts = Test.count(report.passed + report.unmet.count, "expectation")
    if !report.unmet.isEmpty { facts += ", \(report.unmet.count) failed" }
    if !report.errors.isEmpty { facts += ", \(Test.count(report.errors.count, "error"))" }
    return "\(word)  \(report.file)  \(facts)  \(Clock.text(seconds))\n"
  }

  private func summary(_ reports: [TestRunner.Report]) -> String {
    let held = Test.count(reports.reduce(0) { $0 + $1.passed }, "expectation")
    let unmet = reports.reduce(0) { $0 + $1.unmet.count }
    let errors = reports.reduce(0) { $0 + $1.errors.count }
    let tail = errors > 0 ? ", \(Test.count(errors, "error"))" : ""
    return "\(Test.count(reports.count, "file")): \(held) held, \(unmet) failed\(tail)\n"
  }

  private func write(
    _ results: [(report: TestRunner.Report, seconds: Double)], to path: String, _ runtime: Runtime
  ) throws {
    do {
      try PlainFile.write(JUnit.text(results), to: path)
    } catch {
      runtime.report.write(error)
      throw ExitStatus.usage
    }
  }

  private static func worse(_ a: ExitStatus, _ b: ExitStatus) -> ExitStatus {
    a.rawValue > b.rawValue ? a : b
  }

  private static func count(_ count: Int, _ noun: String) -> String {
    "\(count) \(noun)\(count == 1 ? "" : "s")"
  }
}

import ArgumentParser
import Console
import Notebooks
import Text

/// `dls test PATH…`
struct Test: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Run the expectations (#=>) of files, and of every .dls file in folders.")

  @OptionGroup var options: Options
  @Argument(help: "Files and folders.") var paths: [String]

  func run() throws {
    let runtime = Runtime(options)
    var total = (passed: 0, unmet: 0, errors: 0)
    var worst = ExitStatus.done
    let files = try paths.flatMap { try list($0, runtime) }
    for path in files {
      let start = Clock.seconds()
      let report = TestRunner(try runtime.read(path), host: runtime.host).run(seed: options.seed)
      for fault in report.unmet + report.errors { runtime.report.write(fault) }
      Output.write(line(report, seconds: Clock.seconds() - start))
      total = (
        total.passed + report.passed, total.unmet + report.unmet.count, total.errors + report.errors.count
      )
      for fault in report.errors { worst = Test.worse(worst, Runtime.status(of: fault)) }
      if worst == .interrupted { break }
    }
    let errors = total.errors > 0 ? ", \(Test.count(total.errors, "error"))" : ""
    Output.write(
      "\(Test.count(files.count, "file")): \(Test.count(total.passed, "expectation")) held, \(total.unmet) failed\(errors)\n"
    )
    if worst != .interrupted, total.unmet > 0 { worst = .unmet }
    if worst != .done { throw worst }
  }

  private func list(_ path: String, _ runtime: Runtime) throws -> [String] {
    guard Folder.isFolder(path) else { return [path] }
    return Folder.files(under: path, ending: ".dls")
  }

  private func line(_ report: TestRunner.Report, seconds: Double) -> String {
    let word = report.isGood ? "ok    " : "FAILED"
    let failed = report.unmet.count + report.errors.count
    let facts = Test.count(report.passed, "expectation") + (failed > 0 ? ", \(failed) failed" : "")
    return "\(word)  \(report.file)  \(facts)  \(Clock.text(seconds))\n"
  }

  private static func worse(_ a: ExitStatus, _ b: ExitStatus) -> ExitStatus {
    a.rawValue > b.rawValue ? a : b
  }

  private static func count(_ count: Int, _ noun: String) -> String {
    "\(count) \(noun)\(count == 1 ? "" : "s")"
  }
}

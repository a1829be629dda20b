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

  @Option(
    help: ArgumentHelp(
      Wording("Also write the results as JUnit XML.", "结果也写成 JUnit XML。").text, valueName: "file"),
    completion: .file())
  var junit: String?

  @OptionGroup var options: Options
  @Argument(
    help: ArgumentHelp(Wording("Files and folders.", "文件和文件夹。").text), completion: .file(extensions: ["dls"]))
  var paths: [String]

  func run() throws {
    let runtime = Runtime(options)
    var results: [(report: TestRunner.Report, seconds: Double)] = []
    var worst = ExitStatus.done
    for path in paths.flatMap(list) {
      let start = Clock.seconds()
      let report = TestRunner(try runtime.read(path), host: runtime.host).run(seed: options.seed)
      for fault in report.unmet + report.errors { runtime.report.write(fault) }
      if let warning = report.warning { runtime.report.write(warning) }
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
    let word = report.isGood ? Wording("ok    ", "通过  ") : Wording("FAILED", "不通过")
    var facts = [Test.expectations(report.passed + report.unmet.count)]
    if !report.unmet.isEmpty { facts.append(Test.failed(report.unmet.count)) }
    if !report.errors.isEmpty { facts.append(Test.errors(report.errors.count)) }
    if !report.unreached.isEmpty { facts.append(Test.unreached(report.unreached.count)) }
    return "\(word.text)  \(report.file)  \(facts.listed().text)  \(Clock.text(seconds))\n"
  }

  private func summary(_ reports: [TestRunner.Report]) -> String {
    let held = Test.expectations(reports.reduce(0) { $0 + $1.passed })
    let errors = reports.reduce(0) { $0 + $1.errors.count }
    let unreached = reports.reduce(0) { $0 + $1.unreached.count }
    let facts =
      [Wording("\(held) held", "\(held)成立"), Test.failed(reports.reduce(0) { $0 + $1.unmet.count })]
      + (errors > 0 ? [Test.errors(errors)] : []) + (unreached > 0 ? [Test.unreached(unreached)] : [])
    let files = Wording.count(reports.count, "file", "files", "个文件")
    return Wording("\(files): \(facts.listed())", "\(files)：\(facts.listed())").text + "\n"
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

  private static func expectations(_ count: Int) -> Wording {
    .count(count, "expectation", "expectations", "个期望")
  }

  private static func failed(_ count: Int) -> Wording { Wording("\(count) failed", "\(count) 个不成立") }

  private static func unreached(_ count: Int) -> Wording {
    Wording("\(count) not reached", "\(count) 个没有执行到")
  }

  private static func errors(_ count: Int) -> Wording { .count(count, "error", "errors", "个错误") }
}

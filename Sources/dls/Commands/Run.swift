import ArgumentParser
import Console
import Glibc
import Language
import Notebooks
import Text

/// `dls`, `dls FILE [ARGS]`, `dls -`, `dls -e CODE`, `dls -i`.
struct Run: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: Wording(
      "Run a script; - is standard input. Without a file: the REPL.", "运行脚本；- 是标准输入。不给文件则进入 REPL。"
    ).text)

  // Code may begin with a minus, so whatever follows -e is its value.
  @Option(
    name: .short, parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      Wording("Evaluate CODE; print the last value.", "计算 CODE，打印最后的值。").text, valueName: "code"))
  var evaluate: [String] = []

  @Flag(name: .short, help: ArgumentHelp(Wording("Stay in the REPL afterwards.", "之后留在 REPL 里。").text))
  var interactive = false

  @OptionGroup var options: Options

  @Argument(
    parsing: .captureForPassthrough,
    help: ArgumentHelp(
      Wording("The script, and its arguments: the program's `args`.", "脚本及其参数，即程序的 `args`。").text),
    completion: .file(extensions: ["dls"]))
  var file: [String] = []

  func validate() throws {
    // What is passed through to the script begins with the file.
    if file.first == "--help" || file.first == "-h" { throw CleanExit.helpRequest(self) }
    if let first = file.first, first.hasPrefix("-"), first != "-", first != "--" {
      throw ValidationError(Wording("Unknown option '\(first)'", "没有选项“\(first)”").text)
    }
    if let first = file.first, evaluate.isEmpty { try checkCommand(first) }
  }

  /// A misspelt command is taken for the name of a file.
  private func checkCommand(_ word: String) throws {
    guard word.allSatisfy(\.isLetter), access(word, F_OK) != 0 else { return }
    let commands = Dls.configuration.subcommands.map { $0._commandName }
    guard let meant = closestNames(to: word, among: commands).first else { return }
    throw ValidationError(
      Wording(
        "there is neither a command nor a file '\(word)'; did you mean 'dls \(meant)'?",
        "既没有命令也没有文件“\(word)”；是不是想写“dls \(meant)”？"
      ).text)
  }

  func run() throws {
    let runtime = Runtime(options)
    let words = file.first == "--" ? Array(file.dropFirst()) : file
    if !evaluate.isEmpty { return try evaluate(runtime, arguments: words) }
    if let path = words.first { return try script(path, Array(words.dropFirst()), runtime) }
    let isTerminal = Terminal.isTerminal(STDIN_FILENO) && Terminal.isTerminal(STDOUT_FILENO)
    if interactive || isTerminal { return try converse(runtime, session: nil) }
    try script("-", [], runtime)
  }

  private func evaluate(_ runtime: Runtime, arguments: [String]) throws {
    let session = runtime.makeSession(arguments: arguments)
    var last: CellResult?
    for code in evaluate {
      last = try runtime.run(Sources.add(name: "-e", text: code), in: session)
    }
    for figure in last?.figures ?? [] { Output.write(FigureDisplay.text(figure) + "\n") }
    if let display = last?.display { Output.write(display + "\n") }
    if interactive { try converse(runtime, session: session) }
  }

  private func script(_ path: String, _ arguments: [String], _ runtime: Runtime) throws {
    let notebook = try runtime.read(path)
    let session = runtime.makeSession(arguments: arguments)
    _ = try runtime.run(Sources.add(name: notebook.name, text: notebook.program), in: session)
    if interactive { try converse(runtime, session: session) }
  }

  private func converse(_ runtime: Runtime, session: Session?) throws {
    if session == nil, Terminal.isTerminal(STDOUT_FILENO) {
      Output.write(
        Wording(
          "dls: deep learning, one cell at a time.  :help for help, Ctrl-D to leave.",
          "dls：一格一格学深度学习。输入 :help 查看帮助，Ctrl-D 退出。"
        ).text + "\n\n")
    }
    let repl = REPL(session: session, host: runtime.host, report: runtime.report.write) {
      runtime.makeSession()
    }
    let status = repl.run()
    if status != 0 { throw ExitStatus(rawValue: status) }
  }
}

import ArgumentParser
import Console
import Language
import LanguageServer
import Text

/// `dls doc [NAME] [--as FORMAT]`
struct Doc: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: Wording(
      "The reference of builtins: all of them by category, or one in full.", "内建函数参考：按类别列出全部，或详细说明一个。"
    ).text)

  enum Format: String, CaseIterable, ExpressibleByArgument { case text, json, markdown, textmate, vim }

  @Option(
    name: .customLong("as"),
    help: ArgumentHelp(
      Wording(
        "text, json, or markdown, of all the reference; or what colours dls in editors: textmate, vim.",
        "text、json 或 markdown 写出全部参考；textmate、vim 写出编辑器的语法文件。"
      ).text,
      valueName: "format"))
  var format = Format.text

  @Flag(help: ArgumentHelp(Wording("The same as --as json.", "与 --as json 相同。").text)) var json = false
  @Argument(
    help: ArgumentHelp(Wording("A builtin.", "一个内建函数。").text),
    completion: .custom { _, _, word in Reference.descriptors.map(\.name).filter { $0.hasPrefix(word) } })
  var name: String?

  func run() throws {
    if let name { return try write(name) }
    switch json ? .json : format {
    case .text: Output.write(Reference.listing() + "\n")
    case .json: Output.write((Reference.json(in: language) ?? "[]") + "\n")
    case .markdown:
      Output.write(
        [ReferencePage(in: language).text, SessionPage.text(in: language), CommandPage.text(in: language)]
          .joined(separator: "\n"))
    case .textmate: Output.write(TextMateGrammar.text)
    case .vim: Output.write(VimSyntax.text)
    }
  }

  /// Of what is no answer to a person but a file or data: the locale does not count.
  private var language: UserLanguage { UserLanguage.named ?? .english }

  private func write(_ name: String) throws {
    let text: String?
    switch json ? .json : format {
    case .text: text = Reference.text(name)
    case .json: text = Reference.json(name, in: language)
    case .markdown: text = ReferencePage(in: language).text(name)
    case .textmate, .vim:
      throw ValidationError(
        Wording("--as \(format.rawValue) takes no name", "--as \(format.rawValue) 后面不写名字").text)
    }
    guard let text else {
      let close = closestNames(
        to: name, among: Set(Reference.descriptors.map(\.name) + Reference.members.map(\.name))
      ).joined(separator: ", ")
      let hint =
        close.isEmpty ? Wording(verbatim: "") : Wording("; did you mean \(close)?", "；是不是想写 \(close)？")
      Output.error(
        Wording("dls doc: nothing is called \"\(name)\"\(hint)", "dls doc：没有名为“\(name)”的东西\(hint)").text
          + "\n")
      throw ExitStatus.usage
    }
    Output.write(text + "\n")
  }
}

/// The command line as Markdown, from its declarations.
private enum CommandPage {
  static func text(in language: UserLanguage) -> String {
    let commands = [Dls.self as any ParsableCommand.Type] + Dls.configuration.subcommands
    let pages = commands.map { command in
      "```text\n" + CommandLineWording.text(Dls.helpMessage(for: command, columns: 100), in: language)
        + "\n```\n"
    }
    return Wording("## The command line", "## 命令行").text(in: language) + "\n\n"
      + pages.joined(separator: "\n")
  }
}

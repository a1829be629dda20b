import ArgumentParser
import Text

/// `dls`: every command; without one, a script or the REPL.
struct Dls: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dls",
    abstract: Wording("A notebook and REPL for deep learning.", "深度学习的笔记本与 REPL。").text,
    usage: Wording(
      """
      dls [OPTIONS]                  the REPL, or a script from standard input
      dls [run] [OPTIONS] FILE [ARGS]
      dls [OPTIONS] -e CODE
      dls COMMAND …
      """,
      """
      dls [选项]                     REPL；标准输入不是终端时，运行其中的脚本
      dls [run] [选项] 文件 [参数]
      dls [选项] -e 代码
      dls 命令 …
      """
    ).text,
    version: "dls 0.1.0",
    subcommands: [
      Run.self, Check.self, Test.self, Fmt.self, Render.self, Convert.self, Doc.self, Explain.self,
      Completions.self, LSP.self,
    ],
    defaultSubcommand: Run.self)
}

import ArgumentParser
import Text

/// `dls`: every command; without one, a script or the REPL.
struct Dls: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dls",
    abstract: Wording("A notebook and REPL for deep learning.", "深度学习的笔记本与 REPL。").text,
    usage: """
      dls [OPTIONS]                  the REPL, or a script from standard input
      dls [run] [OPTIONS] FILE [ARGS]
      dls [OPTIONS] -e CODE
      dls COMMAND …
      """,
    version: "dls 0.1.0",
    subcommands: [
      Run.self, Check.self, Test.self, Fmt.self, Render.self, Convert.self, Doc.self, Explain.self,
      Completions.self, LSP.self,
    ],
    defaultSubcommand: Run.self)
}

import ArgumentParser
import Console
import Language
import Text

/// `dls explain CODE`
struct Explain: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: Wording(
      "Tell what an error code means, with an example; without a code, list them.", "说明错误代码的含义并举例；不给代码则列出全部。"
    ).text)

  @Argument(
    help: ArgumentHelp(Wording("A code, E0230 say.", "代码，例如 E0230。").text, valueName: "code"),
    completion: .custom { _, _, word in
      Explanation.all.flatMap(\.codes).filter { $0.hasPrefix(word.uppercased()) }
    })
  var code: String?

  func run() throws {
    guard let code else { return Output.write(Explanation.listing) }
    guard let text = Explanation.text(code.uppercased()) else {
      Output.error(
        Wording(
          "dls explain: there is no code \"\(code)\"; error messages show theirs in brackets",
          "dls explain：没有代码“\(code)”；错误信息在方括号里写出自己的代码"
        ).text + "\n")
      throw ExitStatus.usage
    }
    Output.write(text)
  }
}

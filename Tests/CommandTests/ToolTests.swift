import Foundation
import Testing

/// `check`, `test`, `fmt`, `convert`, `doc`, `explain`, `completions`.
@Suite struct ToolTests {
  private let folder = Tool.Folder()

  @Test func testRunsExpectations() throws {
    folder.write(
      "a.dls", "# %% one\n1 + 1   #=> 2\nx = 3\n\n# %% two\nx        #=> 3\n1 + \"a\"  #=> error: \n")
    folder.write("sub/b.dls", "0.1 + 0.2   #=> 0.3\n")
    let result = try Tool.run("test", ".", folder: folder.path)
    #expect(result.errors == "")
    #expect(result.status == 0)
    #expect(result.output.contains("2 files: 4 expectations held, 0 failed"))
  }

  @Test func aFailedExpectationIsStatus3() throws {
    folder.write("a.dls", "x = 1\n\n# %% cell\nx + 1   #=> 3\nx       #=> 1\n")
    let result = try Tool.run("test", "a.dls", folder: folder.path)
    #expect(result.status == 3)
    #expect(result.errors.contains("expected 3, got 2"))
    #expect(result.errors.contains("a.dls:4:"))
    #expect(result.output.contains("1 expectation held, 1 failed"))
  }

  @Test func anUnexpectedErrorIsStatus1() throws {
    folder.write("a.dls", "# %%\nnosuch\n\n# %%\n1 #=> 1\n")
    let result = try Tool.run("test", "a.dls", folder: folder.path)
    #expect(result.status == 1)
    #expect(result.output.contains("1 expectation held, 0 failed, 1 error"))
  }

  @Test func expectedErrorsDoNotEndAScript() throws {
    #expect(try Tool.run("-", input: "nosuch  #=> error: nosuch\nprint(1)").output == "1\n")
    #expect(try Tool.run("-", input: "nosuch  #=> error: other\nprint(1)").status == 1)
    #expect(try Tool.run("-", input: "1  #=> 2\nprint(1)").output == "1\n")
  }

  @Test func aMisspeltCommandIsNoFile() throws {
    let result = try Tool.run("chekc", "a.dls", folder: folder.path, environment: ["DLS_LANG": "en"])
    #expect(result.status == 2)
    #expect(result.errors.contains("did you mean 'dls check'?"))
    folder.write("chekc", "print(7)\n")
    #expect(try Tool.run("chekc", folder: folder.path).output == "7\n")
  }

  @Test func checkWarnsWithoutFailing() throws {
    folder.write("a.dls", "net = linear(2, 3) >> softmax\ncross_entropy(net(zeros(4, 2)), zeros(4))\n")
    let result = try Tool.run("check", "a.dls", folder: folder.path)
    #expect(result.status == 0)
    #expect(result.errors.contains("E0450"))
  }

  @Test func checkTellsOfShapesWithoutData() throws {
    folder.write(
      "net.dls",
      """
      # %% data
      train = dataset("fashion-mnist", dir="nowhere")
      net = conv2d(1, 8, kernel=3) >> relu >> linear(8, 10)
      # %% training
      fit(net, train, loss=cross_entropy, epochs=1000)
      # %% more
      zeros(2, 3) @ zeros(2, 3)
      """)
    let result = try Tool.run("check", "net.dls", folder: folder.path)
    #expect(result.status == 1)
    #expect(result.errors.contains("net.dls:5:1"))
    #expect(result.errors.contains("0 (conv2d)  (64, 8, 26, 26)"))
    #expect(result.errors.contains("net.dls:7:13"))
    #expect(result.output == "")
  }

  @Test func checkFindsWithoutRunning() throws {
    folder.write("good.dls", "print(\"ran\")\nf(x, y=1) = x + y\nf(2)\n")
    folder.write("name.dls", "print(\"ran\")\nprint(nosuch)\n")
    folder.write("arity.dls", "f(x) = x\nif false { f(1, 2) }\n")
    #expect(try Tool.run("check", "good.dls", folder: folder.path).status == 0)
    for name in ["name.dls", "arity.dls"] {
      let result = try Tool.run("check", name, folder: folder.path)
      #expect(result.status == 1)
      #expect(result.errors.contains("\(name):2:"))
      #expect(result.output == "")
    }
  }

  @Test func fmtWritesOneLayout() throws {
    folder.write("a.dls", "x=1+2   # note\nif x>2{print( x )}\n")
    #expect(try Tool.run("fmt", "--check", "a.dls", folder: folder.path).status == 1)
    #expect(try Tool.run("fmt", "a.dls", folder: folder.path).status == 0)
    #expect(try Tool.run("fmt", "--check", "a.dls", folder: folder.path).status == 0)
    #expect(folder.read("a.dls")?.contains("x = 1 + 2") == true)
    #expect(folder.read("a.dls")?.contains("# note") == true)
    folder.write("b.dls", "x = (\n")
    #expect(try Tool.run("fmt", "b.dls", folder: folder.path).status == 2)
    #expect(folder.read("b.dls") == "x = (\n")
  }

  @Test func convertGoesBothWays() throws {
    let text = "# %% [markdown]\n# # T\n\n# %% a\nx = 1\nx\n"
    folder.write("a.dls", text)
    #expect(try Tool.run("convert", "a.dls", "a.ipynb", folder: folder.path).status == 0)
    #expect(try Tool.run("convert", "a.ipynb", "b.dls", folder: folder.path).status == 0)
    #expect(folder.read("b.dls") == text)
    #expect(try Tool.run("convert", "a.dls", "a.docx", folder: folder.path).status == 2)
  }

  @Test func docIsTheReference() throws {
    let all = try Tool.run("doc")
    #expect(all.output.contains("conv2d") && all.output.contains("cross_entropy"))
    #expect(try Tool.run("doc", "conv2d").output.contains("kernel"))
    #expect(try Tool.run("doc", "conv2").status == 2)
    let json =
      try JSONSerialization.jsonObject(with: Data(try Tool.run("doc", "--json").output.utf8))
      as? [[String: Any]]
    #expect(json?.contains { $0["name"] as? String == "conv2d" } == true)
  }

  @Test func speaksTheLanguageOfItsReader() throws {
    let program = "try { [1, 2] + [1, 2, 3] } catch err { print(err.message) }"
    let words = ["en": "do not fit together", "zh": "不匹配"]
    for (language, text) in words {
      let environment = ["DLS_LANG": language, "LC_ALL": "C.UTF-8"]
      let caught = try Tool.run("-e", program, environment: environment)
      #expect(caught.output.contains(text))
      let raised = try Tool.run("-e", "[1, 2] + [1, 2, 3] #=> error: \(text)", environment: environment)
      #expect(raised.status == 0)
    }
    let chinese = ["DLS_LANG": "", "LC_ALL": "zh_CN.UTF-8"]
    let unknown = try Tool.run("-e", "nosuch", environment: chinese)
    #expect(unknown.errors.hasPrefix("错误[E0301]：名字 `nosuch` 没有定义\n"))
    #expect(try Tool.run("explain", "E0231", environment: chinese).output.hasPrefix("E0231：两边都广播\n"))
    #expect(try Tool.run("help", "fmt", environment: chinese).output.contains("把文件排成唯一的规范格式"))
    let json = try Tool.run("--error-format=json", "-e", "nosuch", environment: chinese)
    #expect(json.errors.contains(#""message":"名字 `nosuch` 没有定义""#))
  }

  @Test func theCommandLineSpeaksChinese() throws {
    let chinese = ["DLS_LANG": "zh"]
    let pages = [
      [], ["run"], ["check"], ["test"], ["fmt"], ["render"], ["convert"], ["doc"], ["explain"], ["lsp"],
    ]
    for page in pages {
      let help = try Tool.run(Tool.path, page + ["--help"], environment: chinese).output
      #expect(help.contains("概述：") && help.contains("用法：") && help.contains("显示帮助信息。"))
      for word in ["OVERVIEW", "OPTIONS", "Show ", "default"] { #expect(!help.contains(word), "\(page)") }
    }
    let mistakes = [
      ["run", "--nosuch", "x"], ["run", "--seed"], ["run", "--seed", "x", "f"], ["fmt"],
      ["convert", "a", "b", "c"],
      ["doc", "--as", "nosuch"], ["render", "--to", "nosuch", "f"], ["run", "--threads", "0", "f"],
    ]
    for arguments in mistakes {
      let result = try Tool.run(Tool.path, arguments, environment: chinese)
      #expect(result.status == 2)
      #expect(result.errors.hasPrefix("错误：") && !result.errors.contains("Error"), "\(arguments)")
    }
    #expect(try Tool.run("doc", "linear", environment: chinese).output.contains("全连接层"))
    #expect(try Tool.run("doc", "--as", "markdown", environment: chinese).output.contains("## 内建函数"))
    let locale = ["LC_ALL": "zh_CN.UTF-8", "DLS_LANG": ""]
    #expect(try Tool.run("doc", "linear", environment: locale).output.contains("全连接层"))
    #expect(try Tool.run("doc", "--as", "markdown", environment: locale).output.contains("## Builtins"))
  }

  @Test func explainTellsOfACode() throws {
    #expect(try Tool.run("explain", "E0301").output.hasPrefix("E0301: "))
    #expect(try Tool.run("explain", "e0299").output.hasPrefix("E0299: tensors"))
    #expect(try Tool.run("explain", "E9999").status == 2)
  }

  @Test func explainListsTheCodes() throws {
    let codes = try Tool.run("explain").output.split(separator: "\n").map { $0.prefix(5) }
    #expect(codes.count > 200 && codes == codes.sorted())
  }

  @Test(arguments: ["bash", "zsh", "fish"])
  func completions(_ shell: String) throws {
    let result = try Tool.run("completions", shell)
    #expect(result.status == 0 && result.output.contains("render"))
  }
}

import Foundation
import Testing

/// The REPL on a terminal of its own.
@Suite(
  .serialized, .enabled(if: FileManager.default.fileExists(atPath: "/usr/bin/setsid"), "setsid is missing"))
struct ConsoleTests {
  private let home = Tool.Folder()

  private func start(_ arguments: String..., environment: [String: String] = [:]) throws -> Pseudoterminal {
    let terminal = try Pseudoterminal(arguments, home: home.path, environment: environment)
    #expect(terminal.waits(for: "In [1]: "))
    return terminal
  }

  @Test func numberedCellsAndTheirValues() throws {
    let terminal = try start()
    terminal.type("1 + 1\r")
    #expect(terminal.waits(for: "Out[1]: 2"))
    #expect(terminal.waits(for: "In [2]: "))
    terminal.type("x = ans * 3\rx;\rx\r")
    #expect(terminal.waits(for: "Out[4]: 6"))
    terminal.type("out[1]\r")
    #expect(terminal.waits(for: "Out[5]: 2"))
    #expect(terminal.waits(for: "In [6]: "))
    terminal.type("\u{4}")
    #expect(terminal.waitForExit() == 0)
  }

  @Test func cellsOfSeveralLinesAreOneEntryOfHistory() throws {
    let first = try start()
    first.type("for i in 1..2 {\rprint(i * 111)\r}\r")
    #expect(first.waits(for: "111\r\n222"))
    first.type(":quit\r")
    #expect(first.waitForExit() == 0)
    let second = try start()
    second.type("\u{1B}[A\u{1B}[A\r")
    #expect(second.waits(for: "111\r\n222"))
  }

  @Test func linesAreIndentedByTheirBrackets() throws {
    let terminal = try start()
    terminal.type("for i in 1..2 {\rif i > 1 {\rprint(i * 111)\r}\r}\r")
    #expect(terminal.waits(for: "222"))
    terminal.type(":save \(home.path)/n.dls\r")
    #expect(terminal.waits(for: "n.dls"))
    terminal.type(":quit\r")
    #expect(terminal.waitForExit() == 0)
    let cell = "for i in 1..2 {\n  if i > 1 {\n    print(i * 111)\n  }\n}"
    #expect(home.read("n.dls")?.contains(cell) == true)
  }

  @Test func anErrorLeavesTheSession() throws {
    let terminal = try start()
    terminal.type("x = 5\rnosuch\r")
    #expect(terminal.waits(for: "E0301"))
    terminal.type("x\r")
    #expect(terminal.waits(for: "Out[3]: 5"))
  }

  @Test func controlCClearsTheLine() throws {
    let terminal = try start()
    terminal.type("garbage")
    #expect(terminal.waits(for: "garbage"))
    terminal.type("\u{3}")
    #expect(terminal.waits(for: "In [1]: "))
    terminal.type("1 + 1\r")
    #expect(terminal.waits(for: "Out[1]: 2"))
  }

  @Test func tabCompletes() throws {
    let terminal = try start()
    terminal.type("my_long_name = 42\r")
    #expect(terminal.waits(for: "In [2]: "))
    terminal.type("my_lo\t\r")
    #expect(terminal.waits(for: "Out[2]: 42"))
    terminal.type("\\alpha\t = 7\r")
    #expect(terminal.waits(for: "In [4]: "))
    terminal.type("α\r")
    #expect(terminal.waits(for: "Out[4]: 7"))
  }

  @Test func commandsAndHelp() throws {
    let terminal = try start()
    terminal.type("?conv2d\r")
    #expect(terminal.waits(for: "kernel"))
    terminal.type("?:theme\r?e0301\r?sofmax\r")
    #expect(terminal.waits(for: "colours of this session"))
    #expect(terminal.waits(for: "E0301: "))
    #expect(terminal.waits(for: "did you mean softmax?"))
    terminal.type("x = 12345\r:vars\r")
    #expect(terminal.waits(for: "number"))
    #expect(terminal.waits(for: "12345"))
    terminal.type(":nosuch\r")
    #expect(terminal.waits(for: "E0720"))
    terminal.type(":save \(home.path)/s.dls\r")
    #expect(terminal.waits(for: "saved"))
    #expect(home.read("s.dls")?.contains("x = 12345") == true)
    terminal.type(":reset\rx\r")
    #expect(terminal.waits(for: "E0301"))
    terminal.type("relu = 3\r:unshadow relu\rrelu([-1, 1])\r")
    #expect(terminal.waits(for: "[0, 1]"))
    terminal.type(":time 1 + 1\r")
    #expect(terminal.waits(for: "s\r\n"))
  }

  @Test func plotsAppearInTheTerminalAndAreSaved() throws {
    let terminal = try start()
    terminal.type("plot(x -> x^2, -1..1)\r")
    #expect(terminal.waits(for: "saved: \(home.path)/.cache/dls/figures/"))
  }

  @Test func staysAfterCodeOnRequest() throws {
    let terminal = try start("-i", "-e", "x = 41")
    terminal.type("x + 1\r")
    #expect(terminal.waits(for: "Out[1]: 42"))
  }

  @Test func staleCellsAreMarkedAndRunAgain() throws {
    let terminal = try start()
    terminal.type("x = 1\ry = x + 1\rx = 10\r")
    #expect(terminal.waits(for: "stale: 2 (x changed)"))
    terminal.type(":cells\r")
    #expect(terminal.waits(for: "stale (x)"))
    #expect(terminal.waits(for: "In [4]: "))
    terminal.type(":run stale\r")
    #expect(terminal.waits(for: "In [4]: "))
    terminal.type("y\r:run 4\r:run 9\r")
    #expect(terminal.waits(for: "Out[4]: 11"))
    #expect(terminal.waits(for: "Out[4]: 11"))
    #expect(terminal.waits(for: "E0725"))
  }

  @Test func savesTheCellsThatANameNeeds() throws {
    let terminal = try start()
    terminal.type("x = 1\rnoise = 2\ry = x + 1\r:save --for y \(home.path)/y.dls\r")
    #expect(terminal.waits(for: "saved: \(home.path)/y.dls (cells 1, 3)"))
    #expect(home.read("y.dls") == "# %%\nx = 1\n\n# %%\ny = x + 1\n")
    terminal.type(":save \(home.path)/all.ipynb\r:save \(home.path)/all.md\r")
    #expect(terminal.waits(for: "all.ipynb (cells 1-3)"))
    #expect(terminal.waits(for: "all.md (cells 1-3)"))
    #expect(home.read("all.md")?.contains("noise = 2") == true)
    terminal.type(":reset\r:load \(home.path)/all.ipynb\ry * 100\r")
    #expect(terminal.waits(for: "Out[7]: 200"))
  }

  @Test func savedCellsRunWithoutTheSession() throws {
    let terminal = try start()
    terminal.type("x = 3\rx^2\rans + 1\rprint(ans * 100 + out[2])\r")
    #expect(terminal.waits(for: "1009"))
    for name in ["s.dls", "s.ipynb", "s.md"] {
      terminal.type(":save \(home.path)/\(name)\r")
      #expect(terminal.waits(for: "\(name) (cells 1-4)"))
      let result = try Tool.run("run", "\(home.path)/\(name)")
      #expect(result.output == "1009\n" && result.status == 0, "\(name): \(result.errors)")
    }
    terminal.type("y = out[3] * 2\r:save --for y \(home.path)/y.dls\r")
    #expect(terminal.waits(for: "y.dls (cells 1-3, 5)"))
    #expect(home.read("y.dls")?.hasSuffix("y = out_3 * 2\n") == true)
  }

  @Test func aNameOfTheUsersIsNotTakenForValues() throws {
    let terminal = try start()
    terminal.type("out = [1, 2] * 2\rsum(out)\rout\r")
    #expect(terminal.waits(for: "Out[3]: [2, 4]"))
  }

  @Test func whatIsTypedIsColoured() throws {
    let colored = try start(environment: ["TERM": "xterm", "NO_COLOR": ""])
    colored.type("for 名字 in 12")
    #expect(colored.waits(for: "\u{1B}[95mfor\u{1B}[0m 名字 \u{1B}[95min\u{1B}[0m \u{1B}[96m12\u{1B}[0m"))
    colored.type("\u{3}:theme plain\rfor 变量 in 13")
    #expect(colored.waits(for: "变量 in 13"))
    let plain = try start(environment: ["TERM": "xterm", "NO_COLOR": "1"])
    plain.type("for 名字 in 12")
    #expect(plain.waits(for: "for 名字 in 12"))
  }

  @Test func checksWithoutRunning() throws {
    let terminal = try start()
    terminal.type("net = linear(4, 5)\r:check net(zeros(2, 3)); print(7777)\r")
    #expect(terminal.waits(for: "E0403"))
    #expect(terminal.waits(for: "In [2]: "))
    terminal.type("f(x) = net(x) @ zeros(9, 1)\r:check f(zeros(2, 4))\r")
    #expect(terminal.waits(for: "E0250"))
    #expect(terminal.waits(for: "--> In[2]:1:"))
    #expect(terminal.waits(for: "In [3]: "))
    terminal.type("x = zeros(2, 4)\rnet(x)[0, 0]\r:check\r")
    #expect(terminal.waits(for: "no errors found"))
    terminal.type("net = linear(6, 5)\r:check 3\r:check 9\r")
    #expect(terminal.waits(for: "no errors found"))
    #expect(terminal.waits(for: "E0725"))
  }

  @Test func speaksChinese() throws {
    let terminal = try start(environment: ["DLS_LANG": "zh"])
    terminal.type("?dropout\r:help\r:save \(home.path)/s.txt\r")
    #expect(terminal.waits(for: "随机失活"))
    #expect(terminal.waits(for: "离开（也可按 Ctrl-D）"))
    #expect(terminal.waits(for: "错误[E07"))
  }

  @Test func cellsAreEditedInTheirPlace() throws {
    let terminal = try start()
    terminal.type("x = 41\rx + 1\r:edit 1\r")
    #expect(terminal.waits(for: "Out[2]: 42"))
    #expect(terminal.waits(for: "In [1]: x = 41"))
    terminal.type("\u{7F}\u{7F}7\r")
    #expect(terminal.waits(for: "stale: 2"))
    terminal.type(":run stale\r")
    #expect(terminal.waits(for: "Out[2]: 8"))
  }

  @Test func cellsAreEditedInAnEditor() throws {
    home.write("editor.sh", "#!/bin/sh\nsed -i s/41/6/ \"$2\"\n")
    let terminal = try start(environment: ["EDITOR": "sh \(home.path)/editor.sh --flag"])
    terminal.type("x = 41\r:edit 1\rx + 1\r")
    #expect(terminal.waits(for: "Out[2]: 7"))
  }

  @Test func completesFieldsArgumentsFilesCommandsAndSymbols() throws {
    home.write("figures/curve.csv", "1,2\n")
    let terminal = try start()
    terminal.type("r = {rate: 5, inner: {width: 7}}\r")
    #expect(terminal.waits(for: "In [2]: "))
    // Keys are taken one by one only once the prompt stands there.
    terminal.type("r.ra\t + r.inner.wi\t\r")
    #expect(terminal.waits(for: "Out[2]: 12"))
    #expect(terminal.waits(for: "In [3]: "))
    terminal.type("conv2d(1, 2, dilat\t")
    #expect(terminal.waits(for: "ion="))
    terminal.type("\u{15}read_text(\"\(home.path)/fig\tcur\t)\r")
    #expect(terminal.waits(for: "Out[3]: \"1,2\\n\""))
    #expect(terminal.waits(for: "In [4]: "))
    terminal.type(":uns\t")
    #expect(terminal.waits(for: "hadow"))
    terminal.type("\u{15}x\\_1\t = 3; \\sigma\t\\hat\t = 4; x\\_1\t * \\sigma\t\\hat\t\r")
    #expect(terminal.waits(for: "Out[4]: 12"))
    #expect(terminal.waits(for: "In [5]: "))
    terminal.type("f\"{{ {r.ra\t}\"\r")
    #expect(terminal.waits(for: "Out[5]: \"{ 5\""))
    #expect(terminal.waits(for: "In [6]: "))
    terminal.type("\"\\^2\t\"\r")
    #expect(terminal.waits(for: "Out[6]: \"²\""))
  }

  @Test func wideCharactersAreEditedWhole() throws {
    let terminal = try start()
    // Four to the left of `ab函数cd`, a character in, two out.
    terminal.type("a函数cd = 5; ab函数cd\u{1B}[D\u{1B}[D\u{1B}[D\u{1B}[D数\u{7F}\u{7F}\r")
    #expect(terminal.waits(for: "Out[1]: 5"))
    #expect(terminal.waits(for: "In [2]: "))
    // Up from the fourth column leads behind the two wide characters above.
    terminal.type("函数 = [11,\r2]\u{1B}[Ax\r")
    #expect(terminal.waits(for: "In [3]: "))
    terminal.type("函数x\r")
    #expect(terminal.waits(for: "Out[3]: [11, 2]"))
  }

  @Test func charactersArriveInAnyLocale() throws {
    let terminal = try start(environment: ["LC_ALL": "C"])
    terminal.type("函数 = 5\r")
    #expect(terminal.waits(for: "In [2]: "))
    terminal.type("函数x\u{7F} * 2\r")
    #expect(terminal.waits(for: "Out[2]: 10"))
  }

  @Test func pastedCellsArriveWhole() throws {
    let terminal = try start()
    terminal.type("\u{1B}[200~for i in 1..2 {\r  print(i * 111)\r}\r7 * 6\u{1B}[201~")
    #expect(terminal.waits(for: "7 * 6"))
    terminal.type("\r")
    #expect(terminal.waits(for: "111\r\n222"))
    #expect(terminal.waits(for: "Out[1]: 42"))
  }

  @Test func earlierCellsAreSearched() throws {
    let terminal = try start()
    terminal.type("apple = 7\rbanana = 8\rapple * 100\rbanana\r")
    #expect(terminal.waits(for: "Out[4]: 8"))
    #expect(terminal.waits(for: "In [5]: "))
    terminal.type("\u{12}apple *\r")
    #expect(terminal.waits(for: "Out[5]: 700"))
    #expect(terminal.waits(for: "In [6]: "))
    // Those that begin with what was typed.
    terminal.type("bana\u{1B}[A\u{1B}[A + 1\r")
    #expect(terminal.waits(for: "In [7]: "))
    terminal.type("banana\r")
    #expect(terminal.waits(for: "Out[7]: 9"))
  }

  @Test func stepsThroughBackpropagation() throws {
    let terminal = try start()
    terminal.type("w = param(3); L = w^2\r")
    #expect(terminal.waits(for: "In [2]: "))
    terminal.type(":step L\r")
    #expect(terminal.waits(for: "L = w ^ 2 = 3 ^ 2 = 9"))
    #expect(terminal.waits(for: "q: leave"))
    terminal.type("n")
    #expect(terminal.waits(for: "2·w·δ = 2·3·1 = 6"))
    #expect(terminal.waits(for: "q: leave"))
    terminal.type("bn ")
    #expect(terminal.waits(for: "gradients"))
    #expect(terminal.waits(for: "q: leave"))
    terminal.type("q")
    #expect(terminal.waits(for: "In [2]: "))
    terminal.type(":step 5\r")
    #expect(terminal.waits(for: "E0"))
    #expect(terminal.waits(for: "In [2]: "))
  }

  @Test func missingToolsAndMemoryLeaveTheSession() throws {
    let terminal = try start(environment: ["PATH": "/nowhere"])
    terminal.type("x = 5\rplot([1, 2])\r")
    #expect(terminal.waits(for: "E06"))
    terminal.type("zeros(1000000, 1000000)\r")
    #expect(terminal.waits(for: "E0"))
    terminal.type("f(n) = f(n + 1); f(0)\r")
    #expect(terminal.waits(for: "E09"))
    terminal.type("x\r")
    #expect(terminal.waits(for: "Out[5]: 5"))
  }
}

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
}

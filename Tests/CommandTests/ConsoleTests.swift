import Foundation
import Testing

/// The REPL on a terminal of its own.
@Suite(
  .serialized, .enabled(if: FileManager.default.fileExists(atPath: "/usr/bin/setsid"), "setsid is missing"))
struct ConsoleTests {
  private let home = Tool.Folder()

  private func start(_ arguments: String...) throws -> Pseudoterminal {
    let terminal = try Pseudoterminal(arguments, home: home.path)
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

  @Test func controlCClearsTheLineAndStopsARun() throws {
    let terminal = try start()
    terminal.type("x = 5\r")
    #expect(terminal.waits(for: "In [2]: "))
    terminal.type("garbage")
    #expect(terminal.waits(for: "garbage"))
    terminal.type("\u{3}")
    #expect(terminal.waits(for: "In [2]: "))
    terminal.type("while true { x += 1 }\r")
    #expect(terminal.waits(for: "}"))
    Thread.sleep(forTimeInterval: 0.5)
    terminal.type("\u{3}")
    #expect(terminal.waits(for: "interrupted"))
    #expect(terminal.waits(for: "In [3]: "))
    terminal.type("x > 5\r")
    #expect(terminal.waits(for: "Out[3]: true"))
    #expect(terminal.waits(for: "In [4]: "))
    // One round takes long enough that a count of rounds would let it run on for minutes.
    terminal.type("while true { ones(1000, 1000) @ ones(1000, 1000) }\r")
    #expect(terminal.waits(for: "}"))
    Thread.sleep(forTimeInterval: 0.5)
    terminal.type("\u{3}")
    #expect(terminal.waits(for: "interrupted"))
    #expect(terminal.waits(for: "In [5]: "))
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
}

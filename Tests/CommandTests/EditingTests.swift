import Foundation
import Testing

/// Cells of many lines, and the signals of a terminal, in the REPL.
@Suite(
  .serialized, .enabled(if: FileManager.default.fileExists(atPath: "/usr/bin/setsid"), "setsid is missing"))
struct EditingTests {
  private let home = Tool.Folder()

  private func start(_ environment: [String: String] = [:]) throws -> Pseudoterminal {
    let terminal = try Pseudoterminal(home: home.path, environment: environment)
    #expect(terminal.waits(for: "In [1]: "))
    return terminal
  }

  /// A function of so many lines that gives its line 40.
  private func longCell(_ lines: Int) -> String {
    let body = (1...lines).map { "  a\($0) = x * \($0)\r" }.joined()
    return "\u{1B}[200~f(x) = {\r\(body)  a40\r}\u{1B}[201~"
  }

  @Test func aCellHigherThanTheScreenShowsTheLinesAroundTheCursor() throws {
    let terminal = try start()
    terminal.type(longCell(100))
    // 40 rows: 38 lines above the one that tells of them.
    #expect(terminal.waits(for: "⋯ 66-103 / 103"))
    terminal.type(String(repeating: "\u{1B}[A", count: 61))
    #expect(terminal.waits(for: "⋯ 42-79 / 103"))
    // Into `a41 = x * 41`, of which the first digit is changed.
    terminal.type("\u{1}\u{1B}[C\u{1B}[C\u{1B}[C\u{4}5")
    #expect(terminal.waits(for: "  a51 = x * 41"))
    terminal.type("\u{1}\u{1}")
    #expect(terminal.waits(for: "⋯ 1-38 / 103"))
    terminal.type("\r")
    // All of it is left on the screen.
    #expect(terminal.waits(for: "  a100 = x * 100\r\n  a40\r\n}\r\n"))
    #expect(terminal.waits(for: "In [2]: "))
    terminal.type("f(2)\r")
    #expect(terminal.waits(for: "Out[2]: 80"))
    #expect(terminal.waits(for: "In [3]: "))
    // Out of the history, and away again.
    terminal.type("\u{1B}[A\u{1B}[A")
    #expect(terminal.waits(for: "⋯ 66-103 / 103"))
    terminal.type("\u{3}")
    // Nothing is drawn again after it.
    #expect(terminal.waits(for: "^C\r\n"))
    #expect(terminal.waits(for: "In [3]: ", without: "a99"))
    terminal.type("6 * 7\r")
    #expect(terminal.waits(for: "Out[3]: 42"))
  }

  @Test func lineKeysStayInTheirLine() throws {
    let terminal = try start()
    // Return starts a line within the brackets; then the beginning, end and rest of one line.
    terminal.type("[1,\r2,\r3]\u{1B}[A\u{1}  5 + \u{5}\u{7F} * 2,\u{1B}[A\u{1}\u{5}\u{B}\r")
    #expect(terminal.waits(for: "Out[1]: [1, 9, 3]"))
    #expect(terminal.waits(for: "In [2]: "))
    terminal.type("[1,\r99999\u{15}\t8]\r")
    #expect(terminal.waits(for: "Out[2]: [1, 8]"))
  }

  @Test func aDumbTerminalTakesLineByLine() throws {
    let terminal = try start(["TERM": "dumb"])
    terminal.type("f(x) = {\r")
    #expect(terminal.waits(for: "...: "))
    terminal.type("x * 7\r")
    #expect(terminal.waits(for: "...: "))
    terminal.type("}\rf(6)\r")
    #expect(terminal.waits(for: "Out[2]: 42"))
    #expect(terminal.waits(for: "In [3]: "))
    // A blank line sends what is not complete.
    terminal.type("[1,\r\r")
    #expect(terminal.waits(for: "E01"))
  }

  @Test func stopsAndGoesOn() throws {
    let shell = try Pseudoterminal(
      ["-i"], program: "/bin/sh", home: home.path, environment: ["PS1": "shell> "])
    #expect(shell.waits(for: "shell> "))
    shell.type("'\(Tool.path)'\r")
    #expect(shell.waits(for: "In [1]: "))
    shell.type("[11,\r22")
    #expect(shell.waits(for: "22"))
    shell.type("\u{1A}")
    #expect(shell.waits(for: "shell> "))
    shell.type("fg\r")
    #expect(shell.waits(for: "In [1]: [11,"))
    #expect(shell.waits(for: "22"))
    shell.type("]\r")
    #expect(shell.waits(for: "Out[1]: [11, 22]"))
    #expect(shell.waits(for: "In [2]: "))
    // What is typed when the program is ended is in the history, and the terminal as it was.
    shell.type("half = 1")
    #expect(shell.waits(for: "half = 1"))
    shell.type("\u{1A}")
    #expect(shell.waits(for: "shell> "))
    shell.type("kill -TERM %1; fg; echo ended=$?\r")
    #expect(shell.waits(for: "ended=143"))
    #expect(shell.waits(for: "shell> "))
    #expect(home.read(".local/state/dls/history")?.hasSuffix("half = 1\n") == true)
  }

  @Test func otherFilesAreNotWrittenOver() throws {
    home.write("mine.dls", "precious = 1\n")
    let terminal = try start()
    terminal.type("x = 1\r:save \"\(home.path)/mine.dls\"\r")
    #expect(terminal.waits(for: "E0728"))
    #expect(home.read("mine.dls") == "precious = 1\n")
    terminal.type(":save --force \(home.path)/mine.dls\r")
    #expect(terminal.waits(for: "mine.dls (cells 1)"))
    // What the session wrote is its own, until someone else changes it.
    terminal.type("nosuch\ry = 2\r:save ~/mine.dls\r")
    #expect(terminal.waits(for: "mine.dls (cells 1, 3; without 2, which did not run to the end)"))
    home.write("mine.dls", "changed = 1\n")
    terminal.type(":save \(home.path)/mine.dls\r")
    #expect(terminal.waits(for: "E0728"))
  }
}

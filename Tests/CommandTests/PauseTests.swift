import Foundation
import Testing

/// Ctrl-C in the REPL: a cell stands still between two of its steps, and goes on.
@Suite(
  .serialized, .enabled(if: FileManager.default.fileExists(atPath: "/usr/bin/setsid"), "setsid is missing"))
struct PauseTests {
  private let home = Tool.Folder()

  private func start() throws -> Pseudoterminal {
    let terminal = try Pseudoterminal(home: home.path)
    #expect(terminal.waits(for: "In [1]: "))
    return terminal
  }

  /// Presses Ctrl-C once the program has printed a line.
  private func pause(_ terminal: Pseudoterminal, after line: String) {
    #expect(terminal.waits(for: line + "\r\n"))
    terminal.type("\u{3}")
    #expect(terminal.waits(for: "paused in cell"))
  }

  @Test func aLoopGoesOnWhereItStood() throws {
    let terminal = try start()
    terminal.type("i = 0; stop = false\rprint(\"go\"); while not stop { i += 1 }; i > 0\r")
    pause(terminal, after: "go")
    #expect(terminal.waits(for: "(paused: 2) In [3]: "))
    // The session is whole meanwhile: functions are defined and called, errors raised, the loop's names read.
    terminal.type("f(x) = x^2\rf(9)\rnosuch\ri > 0\rstop = true\r")
    #expect(terminal.waits(for: "Out[4]: 81"))
    #expect(terminal.waits(for: "E0301"))
    #expect(terminal.waits(for: "Out[6]: true"))
    #expect(terminal.waits(for: "In [8]: "))
    terminal.type(":resume\r")
    #expect(terminal.waits(for: "Out[2]: true"))
    terminal.type(":resume\r")
    #expect(terminal.waits(for: "no cell is paused"))
  }

  @Test func trainingThatPausedGivesTheSameDigits() throws {
    let terminal = try start()
    // The training stands at an epoch until the pause has come, however fast the machine.
    let train =
      "seed(7); net = linear(3, 1); x = randn(64, 3); y = x @ [[1], [2], [3]]; "
      + "h = fit(net, (x, y), loss=mse, optimizer=adam(net, lr=0.01), epochs=40, batch=8, "
      + "callbacks=[r -> { print(\"at\", r.epoch); while hold == r.epoch { } }]); "
    terminal.type("hold = 0; " + train + "(net.weight, h.loss[-1])\r")
    #expect(terminal.waits(for: "at 40\r\n"))
    #expect(terminal.waits(for: "Out[1]: "))
    #expect(terminal.waits(for: "In [2]: "))
    terminal.type("hold = 5; " + train + "(net.weight, h.loss[-1]) == out[1]\r")
    pause(terminal, after: "at 5")
    terminal.type("hold = 12; shape(net.weight)\r")
    #expect(terminal.waits(for: "Out[3]: (1, 3)"))
    #expect(terminal.waits(for: "In [4]: "))
    terminal.type(":resume\r")
    pause(terminal, after: "at 12")
    #expect(terminal.waits(for: "In [4]: "))
    terminal.type("hold = 0\r")
    #expect(terminal.waits(for: "In [5]: "))
    terminal.type(":resume\r")
    #expect(terminal.waits(for: "at 40\r\n"))
    #expect(terminal.waits(for: "Out[2]: true"))
  }

  @Test func cellsPauseAboveEachOtherAndGoOnInAnyOrder() throws {
    let terminal = try start()
    terminal.type("a = 0; b = 0; goes = true\r")
    terminal.type("sum_to(n) = if n == 0 { 0 } else { n + sum_to(n - 1) }\r")
    terminal.type("print(\"one\"); while goes { a += 1; sum_to(5) }; sum_to(10)\r")
    pause(terminal, after: "one")
    terminal.type("print(\"two\"); no_grad { while goes { b += 1; zeros(2) } }; sum_to(20)\r")
    pause(terminal, after: "two")
    #expect(terminal.waits(for: "(paused: 3, 4) In [5]: "))
    terminal.type("w = param([3]); sum(w^2).backward(); w.grad\r")
    #expect(terminal.waits(for: "Out[5]: [6]"))
    terminal.type("goes = false\r:resume 3\r")
    #expect(terminal.waits(for: "Out[3]: 55"))
    terminal.type(":resume 4\r")
    #expect(terminal.waits(for: "Out[4]: 210"))
  }

  @Test func aPausedCellCanBeGivenUp() throws {
    let terminal = try start()
    terminal.type("x = 0; print(\"go\"); while true { try { x += 1 } catch err { } }\r")
    pause(terminal, after: "go")
    terminal.type(":run 1\r")
    #expect(terminal.waits(for: "E0727"))
    terminal.type(":drop\r")
    #expect(terminal.waits(for: "interrupted"))
    #expect(terminal.waits(for: "In [2]: "))
    terminal.type("x > 0\r:resume\r")
    #expect(terminal.waits(for: "Out[2]: true"))
    #expect(terminal.waits(for: "E0726"))
    // A step of matrix products, and the session left while it stands still.
    terminal.type("print(\"go\"); while true { ones(300, 300) @ ones(300, 300) }\r")
    pause(terminal, after: "go")
    #expect(terminal.waits(for: "In [4]: "))
    terminal.type("\u{4}")
    #expect(terminal.waitForExit() == 0)
  }

  @Test func whatWaitsBehindAPausedCellRunsAfterIt() throws {
    let terminal = try start()
    home.write("three.dls", "# %%\nstop = false\n# %%\nprint(\"go\"); while not stop { }\n# %%\n111 * 3\n")
    terminal.type(":load \(home.path)/three.dls\r")
    pause(terminal, after: "go")
    terminal.type("stop = true\r")
    #expect(terminal.waits(for: "In [5]: "))
    terminal.type(":resume\r")
    #expect(terminal.waits(for: "Out[3]: 333"))
  }
}

import Foundation
import Testing

@Suite struct RunTests {
  @Test func evaluatesAndPrintsTheLastValue() throws {
    let result = try Tool.run("-e", "1+1")
    #expect(result.output == "2\n")
    #expect(result.errors == "")
    #expect(result.status == 0)
  }

  @Test func severalPiecesShareTheirVariables() throws {
    #expect(try Tool.run("-e", "x = 2", "-e", "x; x + 1").output == "3\n")
    #expect(try Tool.run("-e", "5", "-e", "x = 1").output == "")
    #expect(try Tool.run("-e", "1;").output == "")
    #expect(try Tool.run("-e", "-2^2").output == "-4\n")
  }

  @Test func argumentsReachTheProgram() throws {
    #expect(try Tool.run("-e", "args", "a", "--quick").output == "[\"a\", \"--quick\"]\n")
    let folder = Tool.Folder()
    let file = folder.write("a.dls", "#!/usr/bin/env dls\nprint(args)\nprint(quick)\n")
    #expect(try Tool.run(file, "-e", "2").output == "[\"-e\", \"2\"]\nfalse\n")
    #expect(try Tool.run("run", "--quick", file).output == "[]\ntrue\n")
  }

  @Test func aScriptShowsOnlyWhatItPrints() throws {
    #expect(try Tool.run(input: "1 + 1\nprint(3)\n4\n").output == "3\n")
    #expect(try Tool.run("-", input: "print(\"中\")").output == "中\n")
  }

  @Test(arguments: [
    ("1 +", 2), ("(", 2), ("y", 1), ("1 + \"a\"", 1), ("assert 1 == 2, \"no\"", 1), ("[1, 2] + [1, 2, 3]", 1),
    ("exit(7)", 7), ("f(x) = x\nf(1, 2)", 1),
  ])
  func statusTellsWhatHappened(_ code: String, _ status: Int32) throws {
    let result = try Tool.run("-e", code)
    #expect(result.status == status)
    #expect(result.output == "")
    if status < 3 { #expect(result.errors.contains("error[E0")) }
  }

  @Test func wrongUsage() throws {
    #expect(try Tool.run("--bogus").status == 2)
    #expect(try Tool.run("nosuchfile.dls").status == 2)
    #expect(try Tool.run("render", "--to", "docx", "x.dls").status == 2)
    #expect(try Tool.run("-e", "1", "--threads", "0").status == 2)
    #expect(try Tool.run("--help").status == 0)
  }

  @Test func errorsAsJSON() throws {
    let folder = Tool.Folder()
    let file = folder.write("a.dls", "x = 1\n中 = nosuch + 1\n")
    let result = try Tool.run("run", "--error-format=json", file)
    #expect(result.status == 1)
    let lines = result.errors.split(separator: "\n")
    #expect(lines.count == 1)
    let object = try JSONSerialization.jsonObject(with: Data(lines[0].utf8)) as? [String: Any]
    #expect(object?["code"] as? String == "E0301")
    #expect(object?["file"] as? String == file)
    #expect(object?["line"] as? Int == 2)
    #expect(object?["column"] as? Int == 5)
    #expect(object?["end_line"] as? Int == 2)
    #expect(object?["end_column"] as? Int == 11)
    #expect((object?["message"] as? String)?.contains("nosuch") == true)
    #expect(object?["notes"] is [Any] && object?["help"] is [Any])
  }

  @Test func noColourOffATerminal() throws {
    let result = try Tool.run("-e", "y", environment: ["TERM": "xterm-256color"])
    #expect(!result.errors.contains("\u{1B}"))
  }

  @Test func interruption() throws {
    let result = try Tool.run("-e", "while true { }", interruptAfter: 0.5)
    #expect(result.status == 130)
  }

  @Test func seedRepeatsAndThreadsDoNotMatter() throws {
    let code = "sum(randn(100, 100) @ randn(100, 100))"
    let first = try Tool.run("--seed", "7", "--threads", "1", "-e", code)
    #expect(first.status == 0)
    #expect(try Tool.run("--seed", "7", "--threads", "2", "-e", code).output == first.output)
    #expect(try Tool.run("--seed", "8", "--threads", "2", "-e", code).output != first.output)
  }

  @Test func aReaderThatLeavesIsNoHang() throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", "'\(Tool.path)' -e 'for i in 1..100000000 { print(i) }' | head -n 2"]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    #expect(String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self) == "1\n2\n")
    process.waitUntilExit()
  }

  @Test(arguments: [
    String(repeating: "(", count: 1_000_000), String(repeating: "[", count: 100_000), "f(x) = f(x + 1)\nf(0)",
    "zeros(1e18)", "zeros(100000, 100000, 100000)", "\u{0}", "\"", "x = \"\\u{110000}\"",
    "1" + String(repeating: "0", count: 5000),
    String(repeating: "-", count: 100_000) + "1", "x -> " + String(repeating: "x -> ", count: 10_000) + "x",
  ])
  func badInputIsAnErrorNotACrash(_ code: String) throws {
    let result = try Tool.run("-", input: code)
    #expect([0, 1, 2].contains(result.status), "status \(result.status)")
  }
}

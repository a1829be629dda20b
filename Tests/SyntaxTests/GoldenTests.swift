import Foundation
import Syntax
import Testing
import Text

/// Golden/NAME.txt holds a program, a line of dashes, and what its faults look like. `DLS_RECORD=1` rewrites
/// the second part.
private let divider = "\n--------\n"

private func goldens() throws -> [URL] {
  try FileManager.default.contentsOfDirectory(
    at: testsFolder.appendingPathComponent("Golden"), includingPropertiesForKeys: nil
  ).filter { $0.pathExtension == "txt" }.sorted { $0.path < $1.path }
}

@Test func messagesAreAsRecorded() throws {
  for file in try goldens() {
    let content = try String(contentsOf: file, encoding: .utf8)
    let program = content.components(separatedBy: divider)[0]
    let source = Sources.add(name: file.deletingPathExtension().lastPathComponent + ".dls", text: program)
    let rendered = Parser.parse(source).1.map { FaultRenderer().render($0) }.joined(separator: "\n")
    let actual = program + divider + rendered
    if ProcessInfo.processInfo.environment["DLS_RECORD"] != nil {
      try actual.write(to: file, atomically: true, encoding: .utf8)
    } else {
      #expect(actual == content, "\(file.lastPathComponent)")
    }
  }
}

@Test func everyCodeHasAGolden() throws {
  let all = try goldens().map { try String(contentsOf: $0, encoding: .utf8) }.joined()
  let codes = (Array(1...16) + Array(20...31) + [90]).map { "E0\(100 + $0)" }
  #expect(codes.filter { !all.contains("[\($0)]") } == [])
}

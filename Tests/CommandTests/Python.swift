import Foundation
import Testing

/// The scripts of Tests/Python, which look at dls from outside with the libraries that others use.
enum Python {
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().path

  /// Where `scripts/install.sh --tests` puts an interpreter with those libraries.
  private static let interpreter =
    ProcessInfo.processInfo.environment["DLS_TEST_PYTHON"] ?? root + "/.build/python/bin/python"

  /// Fails with what the script says unless it ends with 0.
  static func run(
    _ script: String, _ dls: String? = nil, _ arguments: [String] = [],
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    guard FileManager.default.isExecutableFile(atPath: interpreter) else {
      Issue.record(
        "there is no \(interpreter): run scripts/install.sh --tests", sourceLocation: sourceLocation)
      return
    }
    let result = try Tool.run(
      interpreter, [root + "/Tests/Python/" + script] + [dls].compactMap { $0 } + arguments)
    let report = Comment(rawValue: result.output + result.errors)
    #expect(result.status == 0, report, sourceLocation: sourceLocation)
  }
}

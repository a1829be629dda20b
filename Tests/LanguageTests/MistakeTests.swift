import Foundation
import Glibc
import Language
import Testing
import Text

extension LanguageTests {
  /// What students get wrong, and the whole message that each is answered with. `DLS_RECORD=1` writes the messages
  /// anew.
  @Suite struct MistakeTests {
    @Test(arguments: mistakes())
    func isAnsweredHelpfully(name: String) throws {
      let message = message(of: name)
      let golden = "\(folder)/\(name).txt"
      if getenv("DLS_RECORD") != nil {
        try message.write(toFile: golden, atomically: true, encoding: .utf8)
      }
      #expect(message == contents(golden))
      #expect(message.contains("help:"))
    }

    @Test func thereAreAllTwenty() { #expect(mistakes().count >= 20) }

    /// Every warning and the error, as a terminal without colour shows them.
    private func message(of name: String) -> String {
      let host = RecordingHost()
      let session = Session(host: host)
      session.seed(1)
      session.output = { _ in }
      var faults: [Fault] = []
      do {
        try session.run(Sources.add(name: "\(name).dls", text: contents("\(folder)/\(name).dls")))
      } catch {
        faults = [(error as? any Failure)?.fault ?? Fault("E0999", "\(error)")]
      }
      return (host.warnings + faults).map { FaultRenderer().render($0) }.joined(separator: "\n")
    }
  }
}

private let folder = programs.replacingOccurrences(of: "/Programs", with: "/Mistakes")

private func mistakes() -> [String] {
  let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
  return files.filter { $0.hasSuffix(".dls") }.map { String($0.dropLast(4)) }.sorted()
}

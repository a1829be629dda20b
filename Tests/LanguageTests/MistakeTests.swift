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
      let faults = faults(of: name)
      for (language, ending) in [(UserLanguage.english, "txt"), (.chinese, "zh.txt")] {
        let renderer = FaultRenderer(language: language)
        let message = faults.map { renderer.render($0) }.joined(separator: "\n")
        let golden = "\(folder)/\(name).\(ending)"
        if getenv("DLS_RECORD") != nil {
          try message.write(toFile: golden, atomically: true, encoding: .utf8)
        }
        #expect(message == contents(golden))
        #expect(faults.contains { !$0.help.isEmpty || !$0.notes.isEmpty })
      }
    }

    @Test func thereAreMany() { #expect(mistakes().count >= 70) }

    /// Every warning and the error, as a terminal without colour shows them.
    private func faults(of name: String) -> [Fault] {
      let host = RecordingHost()
      let session = Session(host: host)
      session.seed(1)
      session.output = { _ in }
      do {
        try session.run(Sources.add(name: "\(name).dls", text: contents("\(folder)/\(name).dls")))
      } catch {
        let fault = (error as? any Failure)?.fault ?? Fault("E0999", Wording(verbatim: "\(error)"))
        return host.warnings + [fault]
      }
      return host.warnings
    }
  }
}

private let folder = programs.replacingOccurrences(of: "/Programs", with: "/Mistakes")

private func mistakes() -> [String] {
  let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
  return files.filter { $0.hasSuffix(".dls") }.map { String($0.dropLast(4)) }.sorted()
}

import Foundation
import Fuzzing
import Testing

/// What scripts/fuzz.sh once found, and the programs of the project, against every harness.
@Suite(.serialized) struct ReplayTests {
  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  private static func texts(in folder: String) -> [(name: String, text: String)] {
    let place = root.appendingPathComponent(folder)
    let names = (try? FileManager.default.contentsOfDirectory(atPath: place.path)) ?? []
    return names.sorted().compactMap { name in
      guard let data = try? Data(contentsOf: place.appendingPathComponent(name)) else { return nil }
      return (name, String(decoding: data, as: UTF8.self))
    }
  }

  @Test(arguments: Harness.allCases)
  func whatWasFoundStaysMended(_ harness: Harness) {
    let found = Self.texts(in: "Tests/Fuzzing/Corpus")
    #expect(!found.isEmpty)
    for (name, text) in found {
      let problem = harness.problem(with: text)
      #expect(problem == nil, "\(name)")
    }
  }

  @Test(arguments: [Harness.lexer, .parser, .formatter])
  func theProgramsOfTheProjectHold(_ harness: Harness) {
    for folder in ["notebooks", "scripts", "scripts/bench", "Tests/Contract", "Tests/LanguageTests/Programs"]
    {
      for (name, text) in Self.texts(in: folder) where name.hasSuffix(".dls") {
        let problem = harness.problem(with: text)
        #expect(problem == nil, "\(folder)/\(name)")
      }
    }
  }
}

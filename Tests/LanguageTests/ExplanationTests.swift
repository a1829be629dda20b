import Foundation
import Language
import Testing
import Text

extension LanguageTests {
  /// `dls explain`: every code has its story, and the stories are true.
  @Suite struct ExplanationTests {
    @Test func everyCodeOfTheSourcesIsExplainedOnce() throws {
      let explained = Explanation.all.flatMap(\.codes)
      #expect(Set(explained).count == explained.count)
      #expect(codesOfTheSources().symmetricDifference(explained) == [])
    }

    @Test func theExamplesRaiseTheirCode() {
      for entry in Explanation.all {
        guard let example = entry.example else { continue }
        #expect(codes(example).contains(entry.codes[0]), "\(entry.codes[0])")
      }
    }

    @Test func theMendedExamplesRun() {
      for entry in Explanation.all {
        guard let fixed = entry.fixed else { continue }
        #expect(
          !codes(fixed).contains { $0.hasPrefix("error") || entry.codes.contains($0) }, "\(entry.codes[0])")
      }
    }

    @Test func anUnknownCodeOfAKnownFamilyStillSaysSomething() {
      #expect(Explanation.text("E0299")?.hasPrefix("E0299: tensors") == true)
      #expect(Explanation.text("E0250")?.contains("Mended:") == true)
      #expect(Explanation.text("E9999") == nil)
    }

    /// Codes of the warnings and of the error that a program gives, the error's once more as `error…`.
    private func codes(_ program: String) -> [String] {
      let host = RecordingHost()
      let session = Session(host: host)
      session.output = { _ in }
      var codes: [String] = []
      do {
        try session.run(Sources.add(name: "example.dls", text: program))
      } catch {
        let code = (error as? any Failure)?.fault.code ?? "\(error)"
        codes = [code, "error " + code]
      }
      return codes + host.warnings.map(\.code)
    }

    /// Every literal that looks like a code, outside the explanations themselves.
    private func codesOfTheSources() -> Set<String> {
      let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("Sources")
      var codes: Set<String> = []
      for case let file as URL in FileManager.default.enumerator(at: root, includingPropertiesForKeys: nil)
        ?? .init()
      where file.pathExtension == "swift" && !file.path.contains("/Explanations/") {
        for match in contents(file.path).matches(of: #/"(E0[0-9]{3})"/#) { codes.insert(String(match.1)) }
      }
      return codes
    }
  }
}

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

    @Test(arguments: Explanation.all.flatMap(\.codes))
    func everyCodeHasItsStoryInBothLanguages(code: String) throws {
      let english = try #require(Explanation.text(code, in: .english))
      let chinese = try #require(Explanation.text(code, in: .chinese))
      let (story, stories) = (
        english.components(separatedBy: "\n    ")[0], chinese.components(separatedBy: "\n    ")[0]
      )
      #expect(story.hasPrefix("\(code): ") && !story.hasHan)
      #expect(stories.hasPrefix("\(code)：") && stories.hasHan)
    }

    @Test func whatTheExamplesRaiseIsSaidInBothLanguages() throws {
      for entry in Explanation.all {
        guard let example = entry.example else { continue }
        for fault in faults(example) {
          let texts = [fault.message] + fault.notes + fault.help + fault.labels.map(\.text)
          #expect(fault.message.chinese.hasHan || fault.code == "E0360", "\(fault.code)")
          for text in texts where text.english != text.chinese {
            #expect(text.chinese.hasHan, "\(fault.code): \(text.chinese)")
            #expect(!text.english.hasHan || example.hasHan, "\(fault.code): \(text.english)")
          }
        }
      }
    }

    @Test func everythingThatCanBeCalledIsDescribedInBothLanguages() {
      for descriptor in Reference.descriptors {
        let texts =
          [descriptor.summary, descriptor.returns, descriptor.notes] + descriptor.parameters.map(\.summary)
        #expect(!descriptor.summary.isEmpty && descriptor.summary.chinese.hasHan, "\(descriptor.name)")
        for text in texts where !text.isEmpty {
          #expect(!text.english.hasHan, "\(descriptor.name): \(text.english)")
          // Symbols, words of the language and names of files read the same everywhere.
          let isProse = text.english.contains(#/\b(the|of|a|an|is|in|for|and|with|to|or) /#)
          #expect(text.chinese.hasHan || !isProse, "\(descriptor.name): \(text.english)")
        }
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
      let (error, warnings) = run(program)
      return (error.map { [$0.code, "error " + $0.code] } ?? []) + warnings.map(\.code)
    }

    private func faults(_ program: String) -> [Fault] {
      let (error, warnings) = run(program)
      return (error.map { [$0] } ?? []) + warnings
    }

    private func run(_ program: String) -> (error: Fault?, warnings: [Fault]) {
      let host = RecordingHost()
      let session = Session(host: host)
      session.output = { _ in }
      do {
        try session.run(Sources.add(name: "example.dls", text: program))
      } catch {
        let fault = (error as? any Failure)?.fault ?? Fault("\(error)", Wording(verbatim: "\(error)"))
        return (fault, host.warnings)
      }
      return (nil, host.warnings)
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

extension String {
  fileprivate var hasHan: Bool { unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) } }
}

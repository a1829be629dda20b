import Catalog
import Language
import Testing
import Text

extension LanguageTests {
  /// Cells that read `ans` and `out` run alone once they are saved, and give the same values.
  @Suite struct SavedCellsTests {
    /// Runs cells with their numbers as the prompt does; the same number again runs it again.
    private func texts(
      _ cells: [(Int, String)], for name: String? = nil
    ) throws -> (texts: [String], displays: [String?]) {
      let session = Session(host: RecordingHost())
      session.output = { _ in }
      let ledger = CellLedger()
      var outputs: [Argument] = []
      var displays: [Int: String?] = [:]
      for (number, text) in cells {
        ledger.begin(number, text, in: session)
        let result = try session.run(Sources.add(name: "In[\(number)]", text: text))
        ledger.stop(number, isDone: true, value: result.value, in: session)
        displays[number] = result.display
        while outputs.count <= number { outputs.append(.none) }
        outputs[number] = result.value ?? .none
        guard let value = result.value else { continue }
        if !session.isOwn("ans") { try session.bind("ans", to: value) }
        if !session.isOwn("out") { try session.bind("out", to: .list(outputs)) }
      }
      let numbers = name.map { ledger.needed(for: [$0]) } ?? ledger.replay
      return (ledger.texts(of: numbers, in: session), numbers.map { displays[$0] ?? nil })
    }

    /// What the saved cells give in a session of their own.
    private func replayed(_ texts: [String]) throws -> [String?] {
      let session = Session(host: RecordingHost())
      session.output = { _ in }
      return try texts.map { try session.run(Sources.add(name: "saved.dls", text: $0)).display }
    }

    private func check(_ cells: String..., expecting saved: [String]) throws {
      let (texts, displays) = try texts(cells.enumerated().map { ($0.offset + 1, $0.element) })
      #expect(texts == saved)
      #expect(try replayed(texts) == displays)
    }

    @Test func aValueThatIsReadAgainHasAName() throws {
      try check(
        "x = 3", "x^2", "ans + 1", "ans * 10",
        expecting: [
          "x = 3", "out_2 = x^2\nout_2", "out_3 = out_2 + 1\nout_3", "out_3 * 10",
        ])
      try check(
        "1 + 1", "5", "out[1] + out[2] + out[-1]",
        expecting: [
          "out_1 = 1 + 1\nout_1", "out_2 = 5\nout_2", "out_1 + out_2 + out_2",
        ])
      try check(
        "1 + 1  # two", "f\"{ans:.2f}\"", expecting: ["out_1 = 1 + 1\nout_1  # two", "f\"{out_1:.2f}\""])
    }

    @Test func whatNobodyReadsStaysAsItIs() throws {
      try check("x = 3", "x^2", "x + 1", expecting: ["x = 3", "x^2", "x + 1"])
      try check("2;", "7", "ans", expecting: ["2;", "out_2 = 7\nout_2", "out_2"])
    }

    @Test func theLastOfSeveralStatementsIsTheValue() throws {
      try check(
        "a = 2; a * 3", "if ans > 5 { \"large\" } else { \"small\" }", "ans + \"!\"",
        expecting: [
          "a = 2; out_1 = a * 3\nout_1", "out_2 = if out_1 > 5 { \"large\" } else { \"small\" }\nout_2",
          "out_2 + \"!\"",
        ])
      try check(
        "try { 1 + 1 } catch e { 0 }", "ans + 1",
        expecting: ["try { out_1 = 1 + 1 } catch e { out_1 = 0 }\nout_1", "out_1 + 1"])
    }

    @Test func functionsFindWhatTheyFoundWhenTheyWereCalled() throws {
      try check(
        "f(x) = x + ans", "10", "f(1)", "20", "f(1)", "map([1, 2], x -> x * ans)",
        expecting: [
          "f(x) = x + ans", "out_2 = 10\nout_2", "ans = out_2\nf(1)", "out_4 = 20\nout_4",
          "ans = out_4\nout_5 = f(1)\nout_5", "ans = out_5\nmap([1, 2], x -> x * ans)",
        ])
      try check(
        "3", "4", "i = 2; out[i] + len(out)",
        expecting: [
          "out_1 = 3\nout_1", "out_2 = 4\nout_2", "out = [none, out_1, out_2]\ni = 2; out[i] + len(out)",
        ])
    }

    @Test func aNameOfTheUsersIsTheUsers() throws {
      try check(
        "out = 5", "out + 1", "ans = 2; ans", "ans + out",
        expecting: ["out = 5", "out + 1", "ans = 2; ans", "ans + out"])
      try check(
        "out_2 = 7", "1", "ans + out_2", expecting: ["out_2 = 7", "out_2_ = 1\nout_2_", "out_2_ + out_2"])
    }

    @Test func keepsTheCellsWhoseValuesANameNeeds() throws {
      let cells = ["x = 3", "x^2", "99", "y = out[2] + 1", "ans + y"]
      let numbered = cells.enumerated().map { ($0.offset + 1, $0.element) }
      #expect(try texts(numbered, for: "y").texts == ["x = 3", "out_2 = x^2\nout_2", "y = out_2 + 1"])
    }

    @Test func aFunctionThatIsOnlyDefinedNeedsNoValue() throws {
      let cells = ["1 + 1", "f(t) = t + ans + out[1]", "g(t) = t * ans; y = g(2)", "f(1)"]
      let numbered = cells.enumerated().map { ($0.offset + 1, $0.element) }
      #expect(try texts(numbered, for: "f").texts == ["f(t) = t + ans + out[1]"])
      #expect(
        try texts(numbered, for: "y").texts == [
          "out_1 = 1 + 1\nout_1", "ans = out_1\ng(t) = t * ans; y = g(2)",
        ])
      let (all, displays) = try texts(numbered)
      #expect(try replayed(all) == displays)
    }

    @Test func aCellThatRanAgainIsReadAsItWas() throws {
      let (texts, displays) = try texts([(1, "2"), (2, "3"), (3, "ans * 10"), (1, "ans + 1")])
      #expect(texts == ["out_2 = 3\nout_2", "out_3 = out_2 * 10\nout_3", "out_3 + 1"])
      #expect(try replayed(texts) == displays)
    }

    @Test func aCellIsStaleOnceTheValueItReadIsAnother() throws {
      let session = Session(host: RecordingHost())
      let ledger = CellLedger()
      for (number, text, value) in [(1, "4", 4.0), (2, "out[1] * 2", 8), (1, "5", 5)] {
        ledger.begin(number, text, in: session)
        ledger.stop(number, isDone: true, value: .number(value), in: session)
      }
      #expect(ledger.stale == [2])
    }
  }
}

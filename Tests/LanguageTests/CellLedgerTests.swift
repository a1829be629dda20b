import Catalog
import Language
import Testing
import Text

extension LanguageTests {
  @Suite struct CellLedgerTests {
    /// Cells with their numbers, run in the order given; the same number again runs it again.
    private func ledger(_ cells: [(Int, String)]) throws -> CellLedger {
      let session = Session(host: RecordingHost())
      session.output = { _ in }
      let ledger = CellLedger()
      for (number, text) in cells {
        ledger.begin(number, text, in: session)
        let ran = (try? session.run(Sources.add(name: "In[\(number)]", text: text))) != nil
        ledger.stop(number, isDone: ran, in: session)
      }
      return ledger
    }

    private func stale(_ cells: String...) throws -> [Int] {
      try ledger(cells.enumerated().map { ($0.offset + 1, $0.element) }).stale
    }

    private func needed(_ name: String, _ cells: String...) throws -> [Int] {
      try ledger(cells.enumerated().map { ($0.offset + 1, $0.element) }).needed(for: [name])
    }

    @Test func aCellThatReadAChangedNameIsStale() throws {
      #expect(try stale("x = 1", "y = x + 1", "x = 10") == [2])
      #expect(try stale("x = 1", "y = x + 1", "z = 3") == [])
      #expect(try stale("r = {lr: 1}", "r.lr * 2", "r.lr = 5") == [2])
      #expect(try stale("xs = [\"a\"]", "len(xs)", "xs.append(\"b\")") == [2])
      #expect(try stale("t = zeros(400)", "sum(t)", "t[0] = 1") == [2])
    }

    @Test func theSameValueChangesNothing() throws {
      #expect(try stale("x = 1", "y = x + 1", "x = 1") == [])
      #expect(try stale("f(a) = a + 1", "f(1)", "f(a) = a + 1") == [])
    }

    @Test func whatACellChangesItselfLeavesItFresh() throws {
      #expect(try stale("x = 1", "x = x + 1") == [])
      #expect(try stale("for i in 1..3 { t = i; s = t }", "t = 9") == [])
    }

    @Test func namesThatOnlyFunctionsReadCountWhereTheseAreCalled() throws {
      #expect(try stale("w = 2", "f(a) = a * w", "f(3)", "w = 5") == [3])
      #expect(try stale("w = 2", "f(a) = a * w", "f(a) = a", "w = 5") == [])
    }

    @Test func trainingMakesNothingStale() throws {
      let training = "net(ones(1, 2)).sum().backward(); opt.step()"
      #expect(try stale("net = linear(2, 1)", "opt = sgd(net, lr=0.1)", training) == [])
    }

    @Test func runningAStaleCellAgainMakesItFresh() throws {
      let cells = [(1, "x = 1"), (2, "y = x + 1"), (3, "y * 2"), (4, "x = 10")]
      #expect(try ledger(cells).stale == [2])
      #expect(try ledger(cells + [(2, "y = x + 1")]).stale == [3])
      #expect(try ledger(cells + [(2, "y = x + 1"), (3, "y * 2")]).stale == [])
    }

    @Test func keepsTheCellsThatANameNeeds() throws {
      #expect(try needed("z", "x = 1", "other = 5", "y = x + 1", "print(x)", "z = y * 2") == [1, 3, 5])
      #expect(try needed("x", "x = 1", "x = 2", "x += 1") == [2, 3])
      #expect(try needed("y", "f(a) = a * w", "w = 3", "g(a) = a", "y = f(2)") == [1, 2, 4])
      #expect(try needed("x", "x = 1", "if false { x = 2 }") == [1, 2])
    }

    @Test func keepsTheCellsThatChangeWhatANameHolds() throws {
      let training = "net(ones(1, 2)).sum().backward(); opt.step()"
      #expect(
        try needed(
          "p", "seed(1)", "net = linear(2, 1)", "opt = sgd(net, lr=0.1)", "net.weight;", training, "q = 1",
          "p = net(ones(1, 2))") == [1, 2, 3, 5, 7])
    }

    @Test func replaysInTheOrderThatGivesTheSameValues() throws {
      let cells = [(1, "x = 1"), (2, "y = x + 1"), (3, "x = 10")]
      #expect(try ledger(cells).replay == [1, 2, 3])
      #expect(try ledger(cells + [(2, "y = x + 1")]).replay == [1, 3, 2])
      // Changed in its place, and nothing else depends on the order.
      #expect(try ledger([(1, "x = nosuch"), (2, "z = 3"), (1, "x = 4")]).replay == [1, 2])
    }

    @Test func aFailedCellIsNotKept() throws {
      #expect(try ledger([(1, "x = 1"), (2, "x = nosuch")]).needed(for: ["x"]) == [1])
    }
  }
}

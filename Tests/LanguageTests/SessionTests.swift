import Catalog
import Language
import Testing
import Text

extension LanguageTests {
  @Suite struct SessionTests {
    @Test func showsTheLastExpressionAlone() throws {
      #expect(try display("1; 2") == "2")
      #expect(try display("x = 1") == nil)
      #expect(try display("1;") == nil)
      #expect(try display("none") == nil)
      #expect(try display("\"a\"") == "\"a\"")
    }

    @Test func keepsVariablesFromRunToRun() throws {
      let session = Session(host: RecordingHost())
      try session.run(Sources.add(name: "a", text: "x = 1\nf(y) = x + y"))
      #expect(try session.run(Sources.add(name: "b", text: "x = 2; f(1)")).display == "3")
      try session.bind("ans", to: .number(7))
      #expect(try session.run(Sources.add(name: "c", text: "ans + 1")).display == "8")
      #expect(session.variables.map(\.name) == ["x", "f", "ans"])
    }

    @Test func printsWithSpacesAndWithoutQuotes() throws {
      #expect(try outcome(of: "print(1, \"a\", [1, \"b\"])\nprint()").printed == "1 a [1, \"b\"]\n\n")
    }

    @Test func warnsOnceWhenABuiltinIsHidden() throws {
      let outcome = try outcome(of: "sum = 1\nsum = 2\nunshadow(\"sum\")\nsum([1, 2])  #=> 3")
      #expect(outcome.warnings.map(\.code) == ["E0320"])
      #expect(outcome.unmet == [])
    }

    @Test func hidesTheNamesOfOperatorsQuietly() throws {
      #expect(try outcome(of: "square(x) = x^2\nadd = 1").warnings.isEmpty)
    }

    @Test func warnsOfALayerThatIsNewEachTime() throws {
      let fresh = "model M() { a = 1; forward(x) { linear(2, 3)(x) } }\nf(x) = x |> linear(2, 3)"
      #expect(try outcome(of: fresh).warnings.map(\.code) == ["E0322", "E0322"])
      let kept =
        "model M() { a = linear(2, 3); forward(x) { a(x) |> relu } }\nblock(n) = linear(n, n) >> relu"
      #expect(try outcome(of: kept).warnings.isEmpty)
    }

    @Test func notesTheCallsThatLedToAnError() throws {
      let fault = try #require(try fault("f(a) = a + \"x\"\ng(b) = f(b)\ng(1)"))
      #expect(fault.code == "E0340")
      #expect(fault.notes.map(\.english) == ["in f, called at line 2", "in g, called at line 3"])
      #expect(fault.labels.map(\.text.english) == ["number", "string"])
    }

    @Test func pointsAtTheArgumentThatIsUnknown() throws {
      let fault = try #require(try fault("f(x) = x\nf(y=1)"))
      let span = try #require(fault.span)
      #expect(Sources[span.source][span] == "y")
    }

    @Test func stopsWhenInterrupted() throws {
      let host = RecordingHost()
      host.isInterrupted = true
      let session = Session(host: host)
      #expect(throws: Interrupted.self) {
        try session.run(Sources.add(name: "a", text: "try { while true { } } catch err { }"))
      }
    }

    @Test func endsWithTheStatusOfExit() throws {
      let session = Session(host: RecordingHost())
      #expect(throws: ExitRequest.self) {
        try session.run(Sources.add(name: "a", text: "try { exit(3) } catch err { }"))
      }
    }

    @Test func completesNamesMembersAndArguments() throws {
      let session = Session(host: RecordingHost())
      try session.run(Sources.add(name: "a", text: "r = {rate: 1}\nf(width) = width"))
      #expect(session.completions(for: "sigm", at: 4).names == ["sigmoid"])
      #expect(session.completions(for: "r.ra", at: 4).names == ["rate"])
      #expect(session.completions(for: "f(wid", at: 5).names == ["width="])
      // Where nothing is begun, what the call takes and what the user has.
      #expect(session.completions(for: "f(", at: 2).names.contains("width="))
      #expect(!session.completions(for: "f(", at: 2).names.contains("sigmoid"))
    }

    @Test func survivesWhatMemoryAndStackCannotHold() throws {
      let chain = "1" + String(repeating: "+1", count: 3000)
      #expect(try display(chain) == "3001" || fault(chain)?.code == "E0903")
      #expect(try fault("zeros(1e6, 1e6, 1e6)") != nil)
      #expect(try display("x = \"a\"; for i in 1..100000 { x = [x, \"b\"] }; len(x)") == "2")
      #expect(try fault("fn f() { [1, 2] |> map(x -> f()) }\nf()")?.code == "E0902")
    }
  }
}

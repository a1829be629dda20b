import Language
import Testing
import Text

extension LanguageTests {
  @Suite struct RichDisplayTests {
    @Test func smallTensorsAreShownInFull() throws {
      #expect(try display("[[1, 2], [3, 4.5]]") == "[[1, 2], [3, 4.5]]")
      #expect(try display("zeros(100)")?.hasPrefix("[0, 0") == true)
    }

    @Test func largeTensorsAreSummedUpAboveTheirEdges() throws {
      #expect(
        try display("arange(200)") == """
          i64[200] mean 99.5 sd 57.9 min 0 max 199
          [  0,   1,   2, …, 197, 198, 199]
          """)
      #expect(
        try display(
          "reshape(arange(80) / 8, [8, 10]) * [[1], [1], [1], [1], [1], [1], [1], [-1]]; zeros(8, 20)")
            == """
            f32[8, 20] mean 0 sd 0 min 0 max 0
            [[0, 0, 0, …, 0, 0, 0],
             [0, 0, 0, …, 0, 0, 0],
             [0, 0, 0, …, 0, 0, 0],
             …,
             [0, 0, 0, …, 0, 0, 0],
             [0, 0, 0, …, 0, 0, 0],
             [0, 0, 0, …, 0, 0, 0]]
            """)
      #expect(try display("zeros(5, 5, 2, 9)")?.split(separator: "\n").count == 12)
    }

    @Test func whatIsNoNumberIsCountedAndLeftOut() throws {
      let text = try display("x = ones(300); x[3] = nan; x[4] = nan; x[5] = -inf; x")
      #expect(text?.hasPrefix("f32[300] mean 1 sd 0 min 1 max 1 NaN 2 Inf 1\n") == true)
      #expect(try display("arange(300) < 100")?.hasPrefix("bool[300] true 100 of 300\n") == true)
      #expect(try display("zeros(0, 200)") == "f32[0, 200] []")
    }

    @Test func largeTensorsWithinOthersAreSummedUp() throws {
      #expect(
        try display("(zeros(9, 20), 1, [ones(300), 2])") == """
          (f32[9, 20] mean 0 sd 0 min 0 max 0,
           1,
           [f32[300] mean 1 sd 0 min 1 max 1,
            2])
          """)
      #expect(try display("map(1..50, i -> (i, zeros(200)))")?.contains("…") == true)
      #expect(try display("(zeros(2), 1)") == "([0, 0], 1)")
    }

    @Test func recordsAreTables() throws {
      #expect(try display("{lr: 0.1, 名称: \"a\"}") == "lr    0.1\n名称  \"a\"")
      #expect(try display("{w: zeros(9, 9)}") == "w  f32[9, 9] mean 0 sd 0 min 0 max 0")
      #expect(try display("{}") == "{}")
      #expect(
        try display("[{a: 1, b: \"x\"}, {a: 22, b: \"y\"}]")
          == "    a  b\n──────────\n0   1  \"x\"\n1  22  \"y\"")
      #expect(
        try display("{a: 2 / 3, b: 12345678, c: 1e-9 / 3}") == "a  0.666667\nb  12345678\nc  3.33333e-10")
      #expect(
        try display("[{a: sum([1, 2]), b: true}, {a: tensor(2 / 3, dtype=f64), b: true}]")
          == "          a  b\n─────────────────\n0         3  true\n1  0.666667  true")
      #expect(try display("[{a: 1}, {b: 2}]") == "[{a: 1}, {b: 2}]")
      #expect(try display("map(0..99, i -> {n: i})")?.split(separator: "\n").count == 18)
    }

    @Test func optimizersAreTablesOfTheirGroups() throws {
      let made = """
        a = linear(4, 5); b = linear(5, 3, bias=false)
        opt = adam([{params: params(a), lr: 0.01}, {params: params(b)}], lr=0.001)
        a(ones(2, 4)).sum().backward()
        opt.step()
        """
      #expect(
        try display(made + "; opt") == """
          adam               group 0       group 1
          ────────────────────────────────────────
          lr                    0.01         0.001
          betas         (0.9, 0.999)  (0.9, 0.999)
          eps                  1e-08         1e-08
          weight_decay             0             0
          tensors                  2             1
          numbers                 25            15
          ────────────────────────────────────────
          steps taken: 1
          """)
      #expect(try outcome(of: "print(sgd(linear(2, 1), lr=0.5))").printed.split(separator: "\n").count == 1)
    }

    @Test func datasetsAreTablesOfTheirClasses() throws {
      #expect(
        try display("take(dataset(\"iris\"), 60)") == """
          dataset          iris (train)
          ──────────────────────────────────────────
          samples          60
          x                f32 4
          y                i64, 3 classes
            0  setosa      50
            1  versicolor  10
            2  virginica   0
          source           part of dls (Fisher 1936)
          """)
    }

    @Test func whatExpectationsCompareStaysPlain() throws {
      #expect(try outcome(of: "{lr: 0.1}  #=> {lr: 0.1}").unmet == [])
      #expect(try outcome(of: "print({lr: 0.1})").printed == "{lr: 0.1}\n")
    }

    @Test func namesTheSourceOfFunctions() throws {
      let session = Session(host: RecordingHost())
      try session.run(
        Sources.add(
          name: "a.dls", text: "# Doubles.\nf(x) = 2 * x\nmodel M() {\n  forward(x) {\n    x\n  }\n}"))
      #expect(session.help("f") == "function f(x)   (a.dls, line 2)\n\n# Doubles.\nf(x) = 2 * x")
      #expect(session.help("M")?.hasSuffix("model M() {\n  forward(x) {\n    x\n  }\n}") == true)
      #expect(session.help("matmul")?.contains("shapes [3, 5], [5, 2] → [3, 2]") == true)
    }

    @Test func completesFieldsAtAnyDepth() throws {
      let session = Session(host: RecordingHost())
      try session.run(Sources.add(name: "a", text: "net = linear(2, 3) >> relu\nr = {inner: {rate: 1}}"))
      #expect(session.completions(for: "r.inner.ra", at: 10).names == ["rate"])
      #expect(session.completions(for: "1 + r.inner.ra", at: 14).start == 12)
      #expect(session.completions(for: "r.nosuch.ra", at: 11).names == [])
    }
  }
}

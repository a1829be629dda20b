import Language
import Testing
import Text

extension LanguageTests {
  @Suite struct WalkthroughTests {
    private func walk(_ text: String) throws -> [String] {
      (try display(text) ?? "").split(separator: "\n").map(String.init)
    }

    @Test func putsNumbersIntoTheLocalDerivatives() throws {
      let lines = try walk(
        """
        w = param(0.4); x = tensor(0.5)
        y = w * x
        L = y * tensor(-0.2)
        explain(L)
        """)
      #expect(
        lines == [
          "forward", "  y = w * x = 0.4 * 0.5 = 0.2", "  L = y * (-0.2) = 0.2 * (-0.2) = -0.04",
          "backward: δ is the gradient that arrives at the node", "  L = y * (-0.2)   δ = ∂L/∂L = 1",
          "    ∂L/∂y = (-0.2)·δ = (-0.2)·1 = -0.2", "  y = w * x   δ = ∂L/∂y = -0.2",
          "    ∂L/∂w = x·δ = 0.5·(-0.2) = -0.1", "gradients", "  ∂L/∂w = -0.1",
        ])
    }

    @Test func sumsWhatComesOverSeveralPaths() throws {
      let lines = try walk("f(x, y, z) = (x + y) * max(y, z)\nexplain(f, 1, 2, 0)")
      #expect(lines.contains("    ∂f/∂y = [y ≥ z]·δ = [2 ≥ 0]·3 = 3, so far 3"))
      #expect(lines.contains("    ∂f/∂y = δ = 2, in all 5"))
      #expect(lines.suffix(3) == ["  ∂f/∂x = 2", "  ∂f/∂y = 5", "  ∂f/∂z = 0"])
    }

    @Test func namesWhatTheSessionNames() throws {
      let lines = try walk(
        "net = linear(3, 2)\nlogits = net(ones(4, 3))\nloss = cross_entropy(logits, [0, 1, 0, 1])\nexplain(loss)"
      )
      #expect(
        lines.contains { $0.hasPrefix("  logits = linear(constant, net.weight, net.bias) = f32[4, 2] mean") })
      #expect(lines.contains { $0.hasPrefix("    ∂loss/∂net.weight = δᵀ @ constant = f32[2, 3] mean") })
    }

    @Test func stepsThroughEachNode() throws {
      let session = Session(host: RecordingHost())
      try session.run(Sources.add(name: "a", text: "w = param(3); L = w^2"))
      #expect(
        try session.steps(of: "L") == [
          "forward 1/1\n  L = w ^ 2 = 3 ^ 2 = 9",
          "backward 1/1\n  L = w ^ 2   δ = ∂L/∂L = 1\n    ∂L/∂w = 2·w·δ = 2·3·1 = 6",
          "gradients\n  ∂L/∂w = 6",
        ])
      #expect(throws: (any Error).self) { try session.steps(of: "5") }
    }

    @Test func checksGradientsElementByElement() throws {
      let report = try #require(try display("gradcheck((a, b) -> sum(a^2) * b, ([1, 2], 3))"))
      let lines = report.split(separator: "\n")
      #expect(lines.count == 7)
      #expect(lines[2].hasPrefix("∂f/∂a[0]") && lines[4].hasPrefix("∂f/∂b"))
      #expect(lines[6].hasPrefix("largest relative error "))
      #expect(try display("gradcheck(sin, 1) < 1e-8") == "true")
      #expect(try outcome(of: "print(gradcheck(x -> x^2, 3))").printed.contains("analytic"))
      #expect(try display("gradcheck(x -> detach(x) * x, 3).error > 0.1") == "true")
      // Falls with the square of the step, then rounding takes over.
      let errors = "e = gradcheck(sin, 1).errors"
      #expect(try display("\(errors); e[0] > e[4] and e[4] > e[8] and e[-1] > e[8]") == "true")
    }

    @Test func namesWhatAFunctionNames() throws {
      let lines = try walk("f(x, y) = { s = x + y; p = s * y; p - 1 }\nexplain(f, 2, 3)")
      #expect(
        lines[1...3] == ["  s = x + y = 2 + 3 = 5", "  p = s * y = 5 * 3 = 15", "  f = p - 1 = 15 - 1 = 14"])
      // What the function reads of the session stays what it was.
      #expect(try display("k = 2\nf(x) = { t = k * x; t^2 }\nexplain(f, 3);\nf(1)") == "4")
    }
  }
}

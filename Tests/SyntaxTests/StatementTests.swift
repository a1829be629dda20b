import Syntax
import Testing
import Text

@Test func assignments() {
  check("x = 1; y = 2", "(= x 1);\n(= y 2)")
  check("(a, (b, c)) = t", "(= (tuple a (tuple b c)) t)")
  check("a, b = b, a", "(= (tuple a b) (tuple b a))")
  check("x[i, 0] = v", "(= (index x i 0) v)")
  check("opt.lr = 0.1", "(= (field opt lr) 0.1)")
  check("x += 1; x -= 1; x *= 2; x[0] /= 2", "(+= x 1);\n(-= x 1);\n(*= x 2);\n(/= (index x 0) 2)")
}

@Test func functionDefinitions() {
  check("f(x, y=1) = x + y", "(fn f (x y=1) (block (+ x y)))")
  check("f() = 1", "(fn f () (block 1))")
  check(
    "layer(x: [N, D], W: [D, 2*H, 3]) = x @ W",
    "(fn layer (x:(shape N D) W:(shape D (* 2 H) 3)) (block (@ x W)))")
  check("fn f(x) { return x }", "(fn f (x) (block (return x)))")
  check("f(x) = { a = x; a }", "(fn f (x) (block (= a x); a))")
  check("f(x) == 1", "(compare (call f x) == 1)")
}

@Test func models() {
  check(
    "model Net(k=3) {\n a = linear(k)\n forward(x: [N]) { a(x) }\n loss(x) = x\n fn g() { 1 }\n}",
    "(model Net (k=3) (block (= a (call linear k))) (fn forward (x:(shape N)) (block (call a x)))"
      + " (fn loss (x) (block x)) (fn g () (block 1)))")
  check("model = Net()\nmodel(x)", "(= model (call Net))\n(call model x)")
}

@Test func loopsAndJumps() {
  check(
    "for i in 1..3 { if i { break } else { continue } }",
    "(for i (.. 1 3) (block (if i (block (break)) (block (continue)))))")
  check("for (x, (y, z)) in d { }", "(for (tuple x (tuple y z)) d (block))")
  check("for x, y in d { }", "(for (tuple x y) d (block))")
  check("while a { b }", "(while a (block b))")
}

@Test func otherStatements() {
  check("no_grad { a }", "(no_grad (block a))")
  check("try { a } catch err { b }", "(try (block a) err (block b))")
  check("try { a } catch { b }", "(try (block a) _ (block b))")
  check("assert a == b, \"m\"", "(assert (compare a == b) \"m\")")
  check("use \"a.dls\"", "(use \"a.dls\")")
  check("fn f() { global a, b; return }", "(fn f () (block (global a b); (return)))")
  check("use = 1; by = 2; global = 3", "(= use 1);\n(= by 2);\n(= global 3)")
}

@Test func spansAreUTF8Offsets() {
  let source = Sources.add(name: "s", text: "函 = σ(x) + 1\nf' ")
  let (block, faults) = Parser.parse(source)
  #expect(faults.isEmpty)
  #expect(block.statements.map { String(source[$0.span]) } == ["函 = σ(x) + 1", "f'"])
  guard case .assign(.name(_, let target), let value) = block.statements[0].kind else {
    Issue.record("not an assignment")
    return
  }
  #expect(source[target] == "函")
  #expect(source[value.span] == "σ(x) + 1")
  guard case .binary(_, let left, _, let sign) = value.kind else { return }
  #expect(source[left.span] == "σ(x)")
  #expect(source[sign] == "+")
}

@Test func faultsOfSeveralStatementsAreAllReported() {
  #expect(codes("a = 1 +* 2\nb = 2\nc = (3\nd = 4 5\n") == ["E0110", "E0111", "E0114"])
  let (block, _) = Parser.parse(Sources.add(name: "s", text: "a = )\nb = 2"))
  #expect(dump(block) == "<missing>\n(= b 2)")
}

@Test func readersKnowWhenToAskForMore() {
  for text in ["f(1,", "if a {", "x = [", "a +", "x =", "a |>", "x ->", "f(\"a\"", "else", "{", "not", "for"]
  {
    #expect(!Parser.isComplete(text), "\(text)")
  }
  for text in [
    "", "x", "f(1)", "if a { b }", "x = 1 # (", "\"(\"", ")", "\"open", "a; ", "f'", "# {", "x[...]",
  ] {
    #expect(Parser.isComplete(text), "\(text)")
  }
}

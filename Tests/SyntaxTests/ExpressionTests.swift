import Syntax
import Testing

@Test func precedence() {
  check("a + b * c", "(+ a (* b c))")
  check("-x^2", "(- (^ x 2))")
  check("e^-x", "(^ e (- x))")
  check("2^3^2", "(^ 2 (^ 3 2))")
  check("2**-x^2*3", "(* (^ 2 (- (^ x 2))) 3)")
  check("-a * -b", "(* (- a) (- b))")
  check("a @ b // c % d", "(% (// (@ a b) c) d)")
  check("1..n-1", "(.. 1 (- n 1))")
  check("-6..6", "(.. (- 6) 6)")
  check("0..1 by 0.1", "(.. 0 1 0.1)")
  check("x in 1..3", "(compare x in (.. 1 3))")
  check("not a == b", "(not (compare a == b))")
  check("a or b and not c", "(or a (and b (not c)))")
  check("0 < x <= 1", "(compare 0 < x <= 1)")
  check("a not in b", "(not (compare a in b))")
  check("x |> f(a) |> g", "(|> (|> x (call f a)) g)")
  check("f >> g >> h", "(>> (>> f g) h)")
  check("x |> f >> g", "(|> x (>> f g))")
  check("x -> x |> f", "(lambda (x) (block (|> x f)))")
}

@Test func nablaBindsToWhatFollows() {
  check("∇f(1, 2)", "(call (∇ f) 1 2)")
  check("∇(x -> x^2)(3)", "(call (∇ (lambda (x) (block (^ x 2)))) 3)")
  check("∇net.loss(x)", "(call (∇ (field net loss)) x)")
  check("∇∇f(1)", "(call (∇ (∇ f)) 1)")
  check("-∇f(1)^2", "(- (^ (call (∇ f) 1) 2))")
}

@Test func functionsAndArguments() {
  check("map(xs, x -> x + 1)", "(call map xs (lambda (x) (block (+ x 1))))")
  check("(x, y=1) -> { y }", "(lambda (x y=1) (block y))")
  check("() -> 1", "(lambda () (block 1))")
  check("x -> y -> x", "(lambda (x) (block (lambda (y) (block x))))")
  check("f(1, k=2, in=3,)", "(call f 1 k=2 in=3)")
  check("f()(1)[0].a", "(field (index (call (call f) 1) 0) a)")
}

@Test func collections() {
  check("(1)", "1")
  check("(1,)", "(tuple 1)")
  check("()", "(tuple)")
  check("(a, b,)", "(tuple a b)")
  check("[1, 2,]", "(list 1 2)")
  check("[]", "(list)")
  check("{}", "(record)")
  check("{a: 1, \"b\": 2, for: 3}", "(record a:1 b:2 for:3)")
  check("x[:, 1:3, ..., ::2, -1]", "(index x (slice _ _ _) (slice 1 3 _) ... (slice _ _ 2) (- 1))")
  check("x[a:, b -> 1]", "(index x (slice a _ _) (lambda (b) (block 1)))")
}

@Test func blocksAndConditionsAreExpressions() {
  check("x = if c { a } else { b }", "(= x (if c (block a) (block b)))")
  check("if a { 1 } else if b { 2 }\nelse { 3 }", "(if a (block 1) (block (if b (block 2) (block 3))))")
  check("y = { z = 1; z }", "(= y (block (= z 1); z))")
  check("{\n {\n a\n }\n}", "(block (block a))")
  check("y = no_grad { x }", "(= y (block (no_grad (block x))))")
  check("f(if c { 1 } else { 2 })", "(call f (if c (block 1) (block 2)))")
}

@Test func newlinesEndStatements() {
  check("a\n-b", "a\n(- b)")
  check("a -\nb", "(- a b)")
  check("(a\n-b)", "(- a b)")
  check("a\n|> f\n  # between\n  >> g", "(|> a (>> f g))")
  check("a\n  .b(1)", "(call (field a b) 1)")
  check("f\n(1)", "f\n1")
  check("x = [1\n, 2]", "(= x (list 1 2))")
  check("{a: 1,\n b: 2}", "(record a:1 b:2)")
  check("f(x -> {\n a\n -b\n})", "(call f (lambda (x) (block a (- b))))")
  check("x =\n  3", "(= x 3)")
}

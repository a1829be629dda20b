import Syntax
import Testing

@Test func numbers() {
  check("1", "1")
  check("1_000", "1000")
  check(".5", "0.5")
  check("1.", "1")
  check("0xff", "255")
  check("0b101", "5")
  check("1e-3", "0.001")
  check("2E+3", "2000")
  check("1e999", "inf")
  check("1..3", "(.. 1 3)")
  check("0.. .5", "(.. 0 0.5)")
  check("1.5.round()", "(call (field 1.5 round))")
}

@Test func namesAreNormalised() {
  check("µ = ɛ", "(= μ ε)")
  check("y\u{302}", "ŷ")
  check("函数₁ + x_1", "(+ 函数₁ x_1)")
  check("É = 1", "(= É 1)")
  check("E\u{301} = 1", "(= É 1)")
}

@Test func strings() {
  check(#""a\n\t\"\\\u{3c3}""#, #""a\n\t\"\\σ""#)
  check(#"r"\alpha\n""#, #""\\alpha\\n""#)
  check("\"# not a comment\"", "\"# not a comment\"")
  check(#""（，；：）“”""#, #""（，；：）“”""#)
}

@Test func interpolation() {
  check(#"f"a {x:.4f} b""#, #"(f-string "a " (show x ".4f") " b")"#)
  check(#"f"{{}}""#, #"(f-string "{}")"#)
  check(#"f"{x[1:2]:>5}""#, #"(f-string (show (index x (slice 1 2 _)) ">5"))"#)
  check(#"f"{r["k"]}{f"{y}"}""#, #"(f-string (show (index r "k") "") (show (f-string (show y "")) ""))"#)
  check(#"f"{ {a: 1}.a }""#, #"(f-string (show (field (record a:1) a) ""))"#)
  check(#"rf"\sigma={x}""#, #"(f-string "\\sigma=" (show x ""))"#)
}

@Test func commentsAndShebang() {
  check("#!/usr/bin/dls\n1 # one\n# two\n2", "1\n2")
  check("\u{FEFF}1", "1")
  check("a\r\nb\r\n", "a\nb")
}

@Test func primes() {
  check("f'(0)", "(call (prime f) 0)")
  check("f''", "(prime (prime f))")
  check("(A @ B)'", "(prime (@ A B))")
  check("x[0]' + A'", "(+ (prime (index x 0)) (prime A))")
}

@Test func expectations() {
  check("f(1) #=> 6", "(call f 1) #=> 6")
  check("a\n#=> 6", "a #=> 6")
  check("x = [1,\n2]\n#=> [1, 2]", "(= x (list 1 2)) #=> [1, 2]")
  check("a #=> 0.25 ± 1e-3", "a #=> 0.25 ± 0.001")
  check("a #=> error: bad shape", "a #=> error: bad shape")
  check("a; b #=> 2", "a;\nb #=> 2")
  check("if c {\n a #=> 1\n}", "(if c (block a #=> 1))")
  check("x; #=> 3", "x; #=> 3")
  #expect(codes("#=> 3\nx") == ["E0131"])
  #expect(codes("x #=>") == ["E0131"])
  #expect(codes("x #=> 1\n#=> 2") == ["E0131"])
}

import Syntax
import Testing
import Text

private func format(_ text: String) throws -> String {
  try Formatter.format(Sources.add(name: "f.dls", text: text))
}

@Test(
  arguments: [
    ("x=1+2*3 ;y = - x ** 2", "x = 1 + 2 * 3; y = -x**2\n"),
    ("f (x,y = 1)=x [ 1 : 3,: , i+1:j ]", "f(x, y=1) = x[1:3, :, i+1:j]\n"),
    ("for i in 0 .. n - 1 by 2 {print(i)}", "for i in 0..n-1 by 2 { print(i) }\n"),
    ("if a { b\n c }\nelse { d }", "if a {\n  b\n  c\n} else { d }\n"),
    ("r={ a :1 , \"b\":{ } }", "r = {a: 1, \"b\": {}}\n"),
    ("x\n|> f  # one\n>> g", "x\n  |> f  # one\n  >> g\n"),
    ("a # one\nlonger # two\n\n\n\nb   #=>3", "a       # one\nlonger  # two\n\nb  #=> 3\n"),
    ("函数 # 一\nx # 二", "函数  # 一\nx     # 二\n"),
    ("f(\n1,\n# c\n[2,\n3]\n)", "f(\n  1,\n  # c\n  [2,\n   3]\n)\n"),
    ("卷积 = [[1,2],\n[3,4]\n# c\n]", "卷积 = [[1, 2],\n        [3, 4]\n        # c\n]\n"),
    ("x = [{a: 1,\nb: 2},\n{a: 3}]", "x = [{a: 1,\n       b: 2},\n     {a: 3}]\n"),
    ("x = [\n[1,2],\n[3,4]]", "x = [\n  [1, 2],\n  [3, 4]]\n"),
    ("heatmap([[1,2],\n[3,4]],\ntitle=\"w\")", "heatmap([[1, 2],\n         [3, 4]],\n  title=\"w\")\n"),
    ("{\n\na\n\n}", "{\n  a\n}\n"),
    ("return_ = ∇ f ( 1 )' + f\"{x+1:.2f}\"", "return_ = ∇f(1)' + f\"{x+1:.2f}\"\n"),
    ("0.. .5; 1. .. 2", "0.. .5; 1. ..2\n"),
    ("x = - 1 .. n * 2", "x = -1..n*2\n"), ("f(- a .. b)", "f(-a..b)\n"),
    ("g = x->-x", "g = x -> -x\n"),
    ("", ""), ("#!/bin/dls\n\n\nx", "#!/bin/dls\n\nx\n"), ("# only", "# only\n"),
  ])
func layout(input: String, expected: String) throws {
  #expect(try format(input) == expected)
}

@Test func layoutIsStableAndKeepsTheMeaning() throws {
  for text in samplePrograms() {
    let once = try format(text)
    #expect(try format(once) == once)
    let before = Parser.parse(Sources.add(name: "a", text: text)).0
    let after = Parser.parse(Sources.add(name: "b", text: once)).0
    #expect(dump(before) == dump(after))
    #expect(once.filter { $0 == "#" }.count == text.filter { $0 == "#" }.count)
  }
}

@Test func squeezedProgramsComeOutTheSame() throws {
  let canonical = try format(sample)
  let stretched = canonical.split(separator: "\n", omittingEmptySubsequences: false)
    .map { $0.hasPrefix("#") ? String($0) : "     " + $0 }.joined(separator: "\n")
  #expect(try format(stretched) == canonical)
}

@Test func filesWithErrorsAreRefused() {
  #expect(throws: Fault.self) { try format("x = (") }
}

import Syntax
import Testing
import Text

private struct Dice {
  var state: UInt64

  mutating func roll(_ count: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(state >> 33) % count
  }
}

private func parse(_ text: String) -> (Block, [Fault]) { Parser.parse(Sources.add(name: "r", text: text)) }

@Test func everyPrefixOfASampleParses() {
  let bytes = Array(sample.utf8)
  for end in bytes.indices {
    let text = String(decoding: bytes[..<end], as: UTF8.self)
    let (_, faults) = parse(text)
    for fault in faults { #expect((fault.span?.end ?? 0) <= text.utf8.count) }
    if end % 10 == 0 { _ = Parser.isComplete(text) }
  }
}

@Test func everySampleParsesWithOneTokenLost() {
  let words = sample.split(separator: " ")
  for lost in words.indices {
    _ = parse(words.enumerated().filter { $0.offset != lost }.map(\.element).joined(separator: " "))
  }
}

@Test func randomTextNeverTraps() {
  var dice = Dice(state: 1)
  let pieces =
    "( ) [ ] { } , ; : . .. ... -> |> >> = += == < <= + - * / // % @ ^ ** ' ∇ \n \" f\" r\" # #=> ± 1 .5 2x x μ 函 if "
    + "else for while in not and or fn return break model by use global try catch assert no_grad true none \\ $ “ ” （ "
    + "\u{301} \u{0} \u{202E} 😀 {x: f\"{ }\" :.2f} forward(x){ M( \r\n \t &&"
  let alphabet = pieces.split(separator: " ").map(String.init) + [" ", " "]
  for _ in 0..<3_000 {
    let text = (0..<dice.roll(40)).map { _ in alphabet[dice.roll(alphabet.count)] }.joined()
    let (block, faults) = parse(text)
    for fault in faults { _ = FaultRenderer().render(fault) }
    if !faults.contains(where: { $0.severity == .error }) { _ = dump(block) }
  }
  for _ in 0..<500 {
    _ = parse(String(decoding: (0..<200).map { _ in UInt8(dice.roll(256)) }, as: UTF8.self))
  }
}

@Test(
  arguments: [
    "(", "[", "{", "-", "'", "not ", "∇", "x -> ", "f(", "{a:", "a[", "f\"{", "if a {", "fn f() {",
    "model M() {",
    "for x in a {", "x = {", "f(x) = {", "1^", "2(", "if ", "try {", "for (", "(x: [",
  ])
func deepNestingIsAnError(unit: String) {
  let (_, faults) = parse(String(repeating: unit, count: 10_000))
  #expect(faults.contains { $0.severity == .error })
  #expect(faults.count < 200)
}

@Test func aMillionParenthesesEndFast() {
  #expect(codes(String(repeating: "(", count: 1_000_000)) == ["E0190"])
}

@Test(arguments: ["1+", "a.b.", "a |> ", "a and ", "1*"])
func longChainsAreAnError(unit: String) {
  let (_, faults) = parse(String(repeating: unit, count: 12_000) + "a")
  #expect(faults.map(\.code) == ["E0190"])
}

@Test(arguments: ["x'", "f(1)(1)", "a[0][0]"])
func longPostfixChainsAreAnError(unit: String) {
  let (_, faults) = parse(unit + String(repeating: String(unit.dropFirst()), count: 12_000))
  #expect(faults.map(\.code) == ["E0190"])
}

@Test func theLimitsLeaveRoomForRealPrograms() {
  #expect(codes(String(repeating: "(", count: 200) + "1" + String(repeating: ")", count: 200)) == [])
  #expect(codes("x = " + String(repeating: "1 + ", count: 4_000) + "1") == [])
  #expect(codes(String(repeating: "if a { 1 } else ", count: 1_000) + "{ 2 }") == [])
  #expect(codes("[" + String(repeating: "1, ", count: 100_000) + "]") == [])
}

@Test func bracketsInAnyOrderTakeLinearTime() {
  _ = parse(
    String(repeating: "( {", count: 300) + String(repeating: "[", count: 50_000)
      + String(repeating: ")", count: 50_000))
  _ = parse(String(repeating: "f(1\n", count: 20_000))
}

import Testing
import Text

@Test(
  arguments: [
    ("", "σ", "σ"), ("5", "ab", "ab   "), (">5", "ab", "   ab"), ("*^6", "ab", "**ab**"), (".2", "abc", "ab"),
    ("5.1s", "abc", "a    "), ("05", "ab", "ab000"), ("函>4", "ab", "函函ab"),
  ])
func textsArePaddedAndCut(spec: String, value: String, expected: String) throws {
  #expect(try FormatSpec(spec).format(value) == expected)
}

@Test(arguments: ["q", ".f", "4.4q", "f4", "99999999999", "<<<", "..2", ".99999f", "=", "١"])
func badFormatsAreErrors(spec: String) {
  #expect(throws: FormatFailure.self) { try FormatSpec(spec).format("text") }
}

@Test func formatsThatDoNotFitTheValueSaySo() {
  func message(_ body: () throws -> String) -> String {
    do { return try body() } catch { return (error as? any Failure)?.fault.message.english ?? "" }
  }
  #expect(message { try FormatSpec("d").format(2.5) } == "d formats whole numbers, and this is 2.5")
  #expect(
    message { try FormatSpec(".2d").format(2) } == "whole numbers have no precision in the format \".2d\"")
  #expect(message { try FormatSpec("s").format(1) }.contains("this is a number"))
  #expect(message { try FormatSpec(".2f").format("a") }.contains("this is a string"))
  #expect(message { try FormatSpec("x").format(1e300) }.contains("whole numbers"))
}

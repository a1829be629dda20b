import Notebooks
import Syntax
import Testing
import Text

@Suite struct ExpectationTests {
  private let span = Span(0, 1, in: Sources.add(name: "t", text: "1").id)

  private func holds(_ displayed: String, _ expected: String, tolerance: Double? = nil) -> Bool {
    let expectation = Expectation.value(expected, tolerance: tolerance, span)
    return Expectations.failure(expectation, displayed: displayed) == nil
  }

  @Test(arguments: [
    ("6", "6"), ("0.25000003", "0.25"), ("1e+16", "1e16"), ("nan", "nan"), ("-inf", "-inf"),
    ("[0.30000001, 2]", "[0.3, 2]"), ("(2, 5, 0)", "(2, 5, 0)"), ("[[1, 2], [3, 4.5]]", "[[1,2],[3,4.5]]"),
    ("\"a, b\"", "\"a, b\""), ("[-0.6931472, 1]", "[-0.693, 1]"), ("none", "none"), ("1e-08", "1e-8"),
    ("1.00000012", "1"), ("{lr: 0.1}", "{lr: 0.1}"),
    ("{loss: 0.1234, hits: [1, 2]}", "{loss: 0.123, hits: [1, 2]}"),
  ])
  func equalToTheDigitsWritten(_ displayed: String, _ expected: String) {
    #expect(holds(displayed, expected))
  }

  @Test(arguments: [
    ("6.3", "6"), ("0.256", "0.25"), ("[1, 2]", "(1, 2)"), ("[1, 2]", "[1, 2, 3]"), ("true", "1"),
    ("\"1\"", "1"), ("inf", "-inf"), ("nan", "0"), ("1e-07", "1e-08"), ("(2, 5, 1)", "(2, 5, 0)"),
    ("{loss: 0.12}", "{lost: 0.12}"),
  ])
  func differentValuesFail(_ displayed: String, _ expected: String) { #expect(!holds(displayed, expected)) }

  @Test func toleranceWidens() {
    #expect(holds("1.05", "1", tolerance: 0.1))
    #expect(holds("[1.05, 2.05]", "[1, 2]", tolerance: 0.1))
    #expect(!holds("1.2", "1", tolerance: 0.1))
    #expect(!holds("0.1234", "0.123", tolerance: 1e-6))
  }

  @Test func errorsAreExpectedByTextOrCode() {
    let fault = Fault("E0203", "shapes (2, 3) and (4,) do not fit")
    #expect(Expectations.failure(.error("(4,)", span), raised: fault) == nil)
    #expect(Expectations.failure(.error("E0203", span), raised: fault) == nil)
    #expect(Expectations.failure(.error("nothing", span), raised: fault)?.fault.code == "E0712")
    #expect(Expectations.failure(.value("1", tolerance: nil, span), raised: fault)?.fault.code == "E0711")
    #expect(Expectations.failure(.error("x", span), displayed: "1")?.fault.code == "E0713")
  }

  @Test func aFailureSaysWhatCame() {
    let failure = Expectations.failure(.value("2", tolerance: nil, span), displayed: "3")
    #expect(failure?.fault.message.english == "expected 2, got 3")
    #expect(failure?.fault.span == span)
  }

  @Test func deepNestingIsText() {
    let deep = String(repeating: "[", count: 100_000)
    #expect(!holds(deep, deep + "]"))
  }
}

extension Fault {
  /// A fault that says the same in every language.
  init(_ code: String, _ message: String) { self.init(code, Wording(verbatim: message)) }
}

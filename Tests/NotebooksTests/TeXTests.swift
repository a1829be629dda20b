import Notebooks
import Testing

@Suite struct TeXTests {
  private func body(_ tex: String, display: Bool = false) -> String {
    let html = TeX.mathML(tex, display: display)
    guard let start = html.firstRange(of: "<mrow>"), html.hasSuffix("</mrow></math>") else { return html }
    return String(html[start.upperBound...].dropLast("</mrow></math>".count))
  }

  @Test(arguments: [
    ("x", "<mi>x</mi>"), ("12.5", "<mn>12.5</mn>"), ("60,000", "<mn>60,000</mn>"),
    ("\\frac{a}{b}", "<mfrac><mrow><mi>a</mi></mrow><mrow><mi>b</mi></mrow></mfrac>"),
    ("x_i^2", "<msubsup><mi>x</mi><mi>i</mi><mn>2</mn></msubsup>"),
    ("\\sqrt[3]{x}", "<mroot><mrow><mi>x</mi></mrow><mrow><mn>3</mn></mrow></mroot>"),
    ("\\hat{y}", "<mover accent=\"true\"><mrow><mi>y</mi></mrow><mo stretchy=\"false\">^</mo></mover>"),
    ("\\theta", "<mi>θ</mi>"), ("f'", "<msup><mi>f</mi><mrow><mo>′</mo></mrow></msup>"),
    ("\\text{if } y", "<mtext>if\u{A0}</mtext><mi>y</mi>"), ("a<b", "<mi>a</mi><mo>&lt;</mo><mi>b</mi>"),
    ("中", "<mtext>中</mtext>"),
  ])
  func elements(_ tex: String, _ expected: String) { #expect(body(tex) == expected) }

  @Test func boundsStandBelowInDisplayOnly() {
    #expect(body("\\sum_i x", display: true).hasPrefix("<munder>"))
    #expect(body("\\sum_i x").hasPrefix("<msub>"))
  }

  @Test func environments() {
    let cases = body("\\begin{cases} p & \\text{if } y = 1 \\\\ 1 - p & \\text{otherwise} \\end{cases}")
    #expect(cases.contains("<mo form=\"prefix\" stretchy=\"true\">{</mo><mtable><mtr>"))
    #expect(cases.components(of: "<mtr>") == 2)
    #expect(cases.components(of: "<mtd") == 4)
    #expect(
      body("\\left[ \\frac{1}{2} \\right)").hasSuffix("<mo form=\"postfix\" stretchy=\"true\">)</mo></mrow>"))
  }

  /// Every formula of the lecture is understood in full.
  @Test(arguments: [
    "h_{w,b}(x) = f(w^T x + b)", "\\tanh(x) = \\frac{e^x - e^{-x}}{e^x + e^{-x}}",
    "\\text{softmax}(x)_i = \\frac{\\exp(x_i)}{\\sum_j \\exp(x_j)}", "f_{\\text{ReLU}}(x) = \\max(0, x)",
    "\\text{MSE}(y, \\hat{y}) = \\frac{1}{n} \\sum_{i=1}^n (y_i - \\hat{y}_i)^2",
    "-\\frac{1}{T} \\sum_{t=1}^T \\sum_{i=1}^N y_{t,i} \\log(\\hat{y}_{t,i})",
    "\\text{Focal Loss} = -(1 - \\hat{y}_t)^\\gamma \\log(\\hat{y}_t)",
    "\\begin{aligned}g &= \\nabla J(\\theta) \\\\ \\theta &= \\theta - \\frac{\\alpha}{\\sqrt{s + \\varepsilon}} \\cdot g\\end{aligned}",
    "\\hat{m} = \\frac{m}{1 - \\beta_1^t}",
    "\\frac{\\partial F}{\\partial x} = \\left[\\frac{\\partial F}{\\partial x_1}, \\dots, \\frac{\\partial F}{\\partial x_n} \\right]",
    "\\frac{dz}{dx} = \\frac{dz}{dy} \\frac{dy}{dx} = 3 \\times 2x = 6x",
  ])
  func theLecturesFormulas(_ tex: String) {
    let html = TeX.mathML(tex, display: true)
    #expect(!html.contains("\\"))
    #expect(!html.contains("unknown"))
    #expect(html.components(of: "<mrow") == html.components(of: "</mrow>"))
  }

  @Test(arguments: [
    "{", "}", "\\", "^", "_", "\\frac", "\\left(", "\\begin{cases", "\\sqrt[", "x^^2", "&", "\\nosuch",
  ])
  func brokenFormulasAreShown(_ tex: String) {
    #expect(TeX.mathML(tex, display: false).hasSuffix("</math>"))
  }

  @Test func deepNestingEnds() {
    for part in ["{", "\\frac{", "\\left(", "\\hat", "^", "\\begin{cases}"] {
      #expect(TeX.mathML(String(repeating: part, count: 20_000), display: true).hasSuffix("</math>"))
    }
  }
}

extension String {
  func components(of part: String) -> Int { ranges(of: part).count }
}

import Glibc
import Text

/// A function to plot, by its name.
public struct PlottedFunction {
  public var name: String
  public var value: (Double) throws -> Double
  public init(name: String, value: @escaping (Double) throws -> Double) {
    self.name = name
    self.value = value
  }
}

extension Figure {
  /// Functions over an interval, on axes through the origin, each named beside its curve.
  public static func functions(
    _ functions: [PlottedFunction], over range: ClosedRange<Double>, style: Style = Style()
  ) throws -> Figure {
    guard range.lowerBound.isFinite, range.upperBound.isFinite, range.lowerBound < range.upperBound else {
      throw FigureFailure.emptyData(what: Wording("the interval", "区间"))
    }
    try style.checkLabels(of: functions.count)
    var marks: [Mark] = []
    var (all, clips): ([Double], [ClosedRange<Double>]) = ([], [])
    for (index, function) in functions.enumerated() {
      let (xs, ys) = try FunctionSampling(function.value, range, logarithmic: style.logX == true).points()
      guard ys.contains(where: \.isFinite) else {
        throw FigureFailure.noFiniteValue(what: Wording(verbatim: function.name))
      }
      if let limits = FunctionSampling.clipped(xs, ys, range) { clips.append(limits) }
      all += ys.filter(\.isFinite)
      let name = style.label(index, or: shownName(function.name))
      marks.append(
        .line(
          Line(
            x: xs, y: ys, color: functions.count == 1 ? style.color ?? .series(0) : .series(index), width: 4,
            dash: index % 2 == 1 ? .dashed : .solid, label: name)))
    }
    var panel = Panel(marks)
    let isLogarithmic = style.logX == true || style.logY == true
    panel.frame = isLogarithmic ? .axes : .origin
    panel.naming = isLogarithmic ? .legend : .curves
    panel.x.isTight = true
    panel.y.includesZero = true
    panel.y.range = isLogarithmic ? nil : clippedRange(all, clips)
    return style.figure(panel, height: 700, kind: "plot")
  }

  /// `σ'` as `σ′(x)`; a lambda as it is.
  static func shownName(_ name: String) -> String {
    let body = name.contains("->") ? String(name[name.range(afterArrow: name)...]) : name
    let primed = typeset(String(body.map { $0 == "'" ? "′" : $0 }))
    return primed.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "′" }
      ? primed + "(x)" : primed
  }

  /// `3*x^2` as `3·x²`; other exponents stay as they are.
  private static func typeset(_ formula: String) -> String {
    let digits = Array("⁰¹²³⁴⁵⁶⁷⁸⁹")
    let characters = Array(formula)
    var (text, index) = ("", 0)
    while index < characters.count {
      let next = index + 1 < characters.count ? characters[index + 1] : " "
      let after = index + 2 < characters.count ? characters[index + 2] : " "
      if characters[index] == "^", let digit = next.wholeNumberValue, next.isASCII,
        !after.isLetter, !after.isNumber, after != ".", after != "^"
      {
        text.append(digits[digit])
        index += 1
      } else {
        let isProduct = characters[index] == "*" && next != "*" && text.last != "*"
        text.append(isProduct ? "·" : characters[index] == "-" ? "−" : characters[index])
      }
      index += 1
    }
    return text
  }

  /// Poles would flatten everything else: where one function has some, the range that suits it.
  private static func clippedRange(_ values: [Double], _ clips: [ClosedRange<Double>]) -> ClosedRange<Double>?
  {
    guard let low = clips.map(\.lowerBound).min(), let high = clips.map(\.upperBound).max(), low < high else {
      return nil
    }
    return min(low, 0)...max(high, 0)
  }
}

extension String {
  /// Where the body of a lambda's text begins.
  fileprivate func range(afterArrow text: String) -> String.Index {
    var index = text.startIndex
    var found = text.startIndex
    while index < text.endIndex {
      let next = text.index(after: index)
      if text[index] == "-", next < text.endIndex, text[next] == ">" {
        found = text.index(after: next)
        break
      }
      index = next
    }
    while found < text.endIndex, text[found] == " " { found = text.index(after: found) }
    return found
  }
}

/// Samples a function densely where it bends, and breaks the curve where it jumps.
struct FunctionSampling {
  private let function: (Double) throws -> Double
  private let range: ClosedRange<Double>
  private let logarithmic: Bool

  init(_ function: @escaping (Double) throws -> Double, _ range: ClosedRange<Double>, logarithmic: Bool) {
    self.function = function
    self.range = range
    self.logarithmic = logarithmic && range.lowerBound > 0
  }

  func points() throws -> (x: [Double], y: [Double]) {
    var xs = (0...400).map { place(Double($0) / 400) }
    var ys = try xs.map(function)
    for _ in 0..<5 where xs.count < 1600 {
      let height = spread(ys)
      var newX: [Double] = [xs[0]]
      var newY: [Double] = [ys[0]]
      for index in 1..<xs.count {
        if needsMore(xs, ys, index, height) {
          let middle = (xs[index - 1] + xs[index]) / 2
          newX.append(middle)
          newY.append(try function(middle))
        }
        newX.append(xs[index])
        newY.append(ys[index])
      }
      if newX.count == xs.count { break }
      (xs, ys) = (newX, newY)
    }
    return broken(xs, ys)
  }

  private func place(_ share: Double) -> Double {
    if share >= 1 { return range.upperBound }
    if logarithmic { return range.lowerBound * pow(range.upperBound / range.lowerBound, share) }
    return range.lowerBound + share * (range.upperBound - range.lowerBound)
  }

  private func spread(_ ys: [Double]) -> Double {
    let sorted = ys.filter(\.isFinite).sorted()
    guard sorted.count > 2 else { return 1 }
    let height = sorted[sorted.count * 19 / 20] - sorted[sorted.count / 20]
    return height > 0 ? height : 1
  }

  /// Where the slope turns by more than a pixel or two shows, or the function leaves its domain.
  private func needsMore(_ xs: [Double], _ ys: [Double], _ index: Int, _ height: Double) -> Bool {
    let (a, b) = (ys[index - 1], ys[index])
    guard a.isFinite, b.isFinite else { return a.isFinite != b.isFinite }
    if abs(b - a) > height / 60 { return true }
    guard index >= 2, ys[index - 2].isFinite else { return false }
    let before = (a - ys[index - 2]) / max(1e-300, xs[index - 1] - xs[index - 2])
    let after = (b - a) / max(1e-300, xs[index] - xs[index - 1])
    return abs(after - before) * (xs[index] - xs[index - 1]) > height / 400
  }

  /// A jump that halving the step did not tame is a gap, not a line.
  private func broken(_ xs: [Double], _ ys: [Double]) -> (x: [Double], y: [Double]) {
    let height = spread(ys)
    let finest = (range.upperBound - range.lowerBound) / 400 / 16
    var (keptX, keptY): ([Double], [Double]) = ([], [])
    for index in xs.indices {
      if index > 0, xs[index] - xs[index - 1] <= finest * 1.01, jumps(ys, index, height) {
        keptX.append((xs[index] + xs[index - 1]) / 2)
        keptY.append(.nan)
      }
      keptX.append(xs[index])
      keptY.append(ys[index].isFinite ? ys[index] : .nan)
    }
    return (keptX, keptY)
  }

  /// A step much larger than both its neighbours, or against them.
  private func jumps(_ ys: [Double], _ index: Int, _ height: Double) -> Bool {
    let step = ys[index] - ys[index - 1]
    guard abs(step) > height / 4 else { return false }
    func lesser(_ a: Int, _ b: Int) -> Bool {
      guard a >= 0, b < ys.count, ys[a].isFinite, ys[b].isFinite else { return true }
      let other = ys[b] - ys[a]
      return abs(other) < abs(step) / 2 || other * step < 0
    }
    return lesser(index - 2, index - 1) && lesser(index, index + 1)
  }

  /// For a function that grows with every refinement, as at a pole: the range that holds four fifths of its values,
  /// with room; nil for others.
  static func clipped(_ xs: [Double], _ ys: [Double], _ range: ClosedRange<Double>) -> ClosedRange<Double>? {
    let spacing = (range.upperBound - range.lowerBound) / 400
    var coarse: [Double] = []
    var last = -Double.infinity
    for (x, y) in zip(xs, ys) where y.isFinite && x - last >= spacing * 0.99 {
      coarse.append(y)
      last = x
    }
    coarse.sort()
    let fine = ys.filter(\.isFinite)
    guard coarse.count > 20, let low = fine.min(), let high = fine.max() else { return nil }
    let (tenth, ninth) = (coarse[coarse.count / 10], coarse[coarse.count - 1 - coarse.count / 10])
    let spread = ninth - tenth
    let coarseSpread = coarse[coarse.count - 1] - coarse[0]
    guard spread > 0, high - low > coarseSpread * 2.5 || high - low > spread * 200 else { return nil }
    return max(low, tenth - spread * 0.6)...min(high, ninth + spread * 0.6)
  }
}

import Catalog
import Glibc
import Tensor
import Text

/// What a gradient check found: the two gradients element by element, and the error for steps of other sizes. Where
/// a number is wanted it is the largest relative error.
public final class GradientReport {
  private let names: [String]
  private let shapes: [Shape]
  /// By argument, then element.
  let analytic: [[Double]]
  let numeric: [[Double]]
  /// The finite differences with another step.
  private let differences: (Double) throws -> [[Double]]

  init(
    names: [String], shapes: [Shape], analytic: [[Double]], numeric: [[Double]],
    differences: @escaping (Double) throws -> [[Double]]
  ) {
    self.names = names
    self.shapes = shapes
    self.analytic = analytic
    self.numeric = numeric
    self.differences = differences
  }

  static func largest(_ analytic: [[Double]], _ numeric: [[Double]]) -> Double {
    zip(analytic.joined(), numeric.joined()).reduce(0) { Swift.max($0, relative($1.0, $1.1)) }
  }

  /// |analytic - numeric| / max(1, |analytic|, |numeric|)
  static func relative(_ analytic: Double, _ numeric: Double) -> Double {
    let error = Swift.abs(analytic - numeric) / Swift.max(1, Swift.abs(analytic), Swift.abs(numeric))
    return error.isNaN ? .infinity : error
  }
}

extension GradientReport: NumberProviding {
  public var number: Double { GradientReport.largest(analytic, numeric) }
}

extension GradientReport: TableProviding {
  private static let mostRows = 12

  public var typeName: String { "gradcheck" }
  public var displayText: String { formatNumber(number) }

  /// Every element of few; of many those with the largest errors.
  public var displayTable: DisplayTable? {
    var rows: [(name: String, analytic: Double, numeric: Double, error: Double)] = []
    for (index, name) in names.enumerated() {
      for (place, (a, n)) in zip(analytic[index], numeric[index]).enumerated() {
        let name = "∂f/∂\(name)" + GradientReport.position(place, shapes[index])
        rows.append((name, a, n, GradientReport.relative(a, n)))
      }
    }
    let isLong = rows.count > GradientReport.mostRows
    let shown = isLong ? rows.sorted { $0.error > $1.error }.prefix(GradientReport.mostRows) : rows[...]
    let rest = Wording(
      "the \(shown.count) largest errors of \(rows.count)", "\(rows.count) 个误差中最大的 \(shown.count) 个")
    return DisplayTable(
      header: [
        "", Wording("analytic", "解析").text, Wording("numeric", "数值").text,
        Wording("relative error", "相对误差").text,
      ],
      rows: shown.map {
        [
          $0.name, shortNumber($0.analytic, digits: 8), shortNumber($0.numeric, digits: 8),
          shortNumber($0.error, digits: 2),
        ]
      }, alignsRight: [false, true, true, true],
      footer: (isLong ? [rest.text] : [])
        + [Wording("largest relative error", "最大相对误差").text + " " + shortNumber(number, digits: 3)])
  }

  /// `[1, 0]` of an element; empty for a number.
  private static func position(_ place: Int, _ shape: Shape) -> String {
    var rest = place
    var indices: [Int] = []
    for size in shape.array.reversed() {
      indices.append(rest % Swift.max(size, 1))
      rest /= Swift.max(size, 1)
    }
    return indices.isEmpty ? "" : "[" + indices.reversed().map(String.init).joined(separator: ", ") + "]"
  }
}

extension GradientReport: CurveProviding {
  private static let steps = stride(from: -1.0, through: -12, by: -0.5).map { pow(10, $0) }

  private func errors() throws -> [Double] {
    try GradientReport.steps.map { GradientReport.largest(analytic, try differences($0)) }
  }

  /// Falls with the square of the step, the error of the difference; rises again where rounding takes over.
  public var curves: CurveDescription {
    // An error of exactly 0 has no place on a logarithmic axis.
    let drawn = zip(GradientReport.steps, (try? errors()) ?? []).filter { $1.isFinite }.map {
      ($0, Swift.max($1, 1e-17))
    }
    return CurveDescription(
      title: Wording("gradient check", "梯度检查").text, xLabel: Wording("step size", "步长").text,
      yLabel: Wording("largest relative error", "最大相对误差").text, isLogarithmic: true,
      series: [Series(name: "", x: drawn.map(\.0), y: drawn.map(\.1), unit: "")])
  }
}

extension GradientReport: MemberProviding {
  public static let members = [
    Member(property: "error", of: "gradcheck", Wording("the largest relative error", "最大相对误差")),
    Member(property: "analytic", of: "gradcheck", Wording("the gradients that the rules give", "求导规则给出的梯度")),
    Member(property: "numeric", of: "gradcheck", Wording("the gradients by finite differences", "有限差分得到的梯度")),
    Member(property: "steps", of: "gradcheck", Wording("the step sizes that its plot shows", "图中所示的步长")),
    Member(property: "errors", of: "gradcheck", Wording("the error at each of them", "每个步长的误差")),
  ]

  public var memberNames: [String] { GradientReport.members.map(\.name) }

  public func member(_ name: String) throws -> Argument? {
    switch name {
    case "error": return .number(number)
    case "analytic": return try tensors(analytic)
    case "numeric": return try tensors(numeric)
    case "steps":
      return .object(Variable(try Tensor.from(GradientReport.steps, [GradientReport.steps.count])))
    case "errors": return .object(Variable(try Tensor.from(errors(), [GradientReport.steps.count])))
    default: return nil
    }
  }

  public func setMember(_ name: String, to value: Argument) throws -> Bool { false }

  private func tensors(_ values: [[Double]]) throws -> Argument {
    let items = try zip(values, shapes).map { Argument.object(Variable(try Tensor.from($0, $1))) }
    return items.count == 1 ? items[0] : .tuple(items)
  }
}

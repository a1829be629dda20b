import Text

/// What a tensor holds, in numbers: NaN and infinities are counted, and left out of the rest.
public struct TensorStatistics {
  public private(set) var mean = 0.0
  /// Of a sample, as `std` has it.
  public private(set) var deviation = 0.0
  public private(set) var minimum = Double.infinity
  public private(set) var maximum = -Double.infinity
  public private(set) var nan = 0
  public private(set) var infinite = 0
  /// Of the finite elements.
  public private(set) var count = 0
  public private(set) var nonZero = 0

  public init(_ tensor: Tensor) throws {
    let tensor = try tensor.contiguous()
    switch tensor.dtype {
    case .f32: gather(UnsafeBufferPointer(start: tensor.f32, count: tensor.count)) { Double($0) }
    case .f64: gather(UnsafeBufferPointer(start: tensor.f64, count: tensor.count)) { $0 }
    case .i64: gather(UnsafeBufferPointer(start: tensor.i64, count: tensor.count)) { Double($0) }
    case .bool: gather(UnsafeBufferPointer(start: tensor.bool, count: tensor.count)) { $0 ? 1 : 0 }
    }
  }

  private mutating func gather<Element>(
    _ items: UnsafeBufferPointer<Element>, _ number: (Element) -> Double
  ) {
    var sum = 0.0
    for item in items {
      let value = number(item)
      guard value.isFinite else {
        if value.isNaN { nan += 1 } else { infinite += 1 }
        continue
      }
      count += 1
      sum += value
      if value != 0 { nonZero += 1 }
      minimum = min(minimum, value)
      maximum = max(maximum, value)
    }
    guard count > 0 else { return }
    mean = sum / Double(count)
    var squares = 0.0
    for item in items {
      let value = number(item)
      if value.isFinite { squares += (value - mean) * (value - mean) }
    }
    deviation = count > 1 ? (squares / Double(count - 1)).squareRoot() : 0
  }
}

extension Tensor {
  /// Tensors with more elements are shown summed up.
  public static let mostShown = 100

  /// As the REPL and pages show it by itself: a small one in full, a large one as its ``summaryText`` above the
  /// items at the edges; an empty one with its shape.
  public var richText: String {
    // Its shape is all there is to an empty one.
    if count == 0 { return summaryText + " []" }
    guard rank > 0, count > Tensor.mostShown else {
      let text = listText
      guard text.count > 100 else { return text }
      let rows = TensorRows(self, digits: nil).text
      return rows.split(separator: "\n").contains { $0.count > 110 } ? TensorRows(self, digits: 4).text : rows
    }
    return summaryText + "\n" + TensorRows(self, digits: 4).text
  }

  /// `f32[64, 10] mean 0.01 sd 0.98 min -3.1 max 3.4`; NaN and infinities are counted.
  public var summaryText: String {
    let head = dtype.name + shape.description
    guard count > 0, let all = try? TensorStatistics(self) else { return head }
    if dtype == .bool { return head + " true \(all.nonZero) of \(count)" }
    var parts = [head]
    if all.count > 0 {
      let numbers = [
        ("mean", all.mean), ("sd", all.deviation), ("min", all.minimum), ("max", all.maximum),
      ]
      parts += numbers.map { "\($0) \(shortNumber($1, digits: 3))" }
    }
    if all.nan > 0 { parts.append("NaN \(all.nan)") }
    if all.infinite > 0 { parts.append("Inf \(all.infinite)") }
    return parts.joined(separator: " ")
  }
}

/// A tensor as nested lists, a line for each row of its last axis, in columns. Of a large one at most six items an
/// axis, and two of the axes before the last two.
private struct TensorRows {
  private let elides: Bool
  /// Significant ones; nil: all.
  private let digits: Int?
  private var width = 0
  private(set) var text = ""

  init(_ tensor: Tensor, digits: Int?) {
    elides = tensor.count > Tensor.mostShown
    self.digits = digits
    measure(tensor)
    text = lines(tensor).joined(separator: "\n")
  }

  /// nil stands for what is left out.
  private func parts(_ tensor: Tensor) -> [Tensor?] {
    let edge = tensor.rank > 2 ? 1 : 3
    let size = tensor.shape[0]
    let isCut = elides && size > 2 * edge
    let places: [Int?] =
      isCut ? Array(0..<edge) + [nil] + Array((size - edge)..<size) : Array(0..<size)
    return places.map { place in place.flatMap { try? tensor.select(axis: 0, index: $0) } }
  }

  private mutating func measure(_ tensor: Tensor) {
    for case let part? in parts(tensor) {
      if part.rank > 0 { measure(part) } else { width = max(width, item(part).count) }
    }
  }

  private func item(_ tensor: Tensor) -> String {
    guard let digits, tensor.dtype.isFloating else { return tensor.itemText }
    return shortNumber(tensor.item, digits: digits)
  }

  private func lines(_ tensor: Tensor) -> [String] {
    let parts = self.parts(tensor)
    if tensor.rank == 1 {
      let items = parts.map { part in
        part.map(item).map { String(repeating: " ", count: width - $0.count) + $0 } ?? "…"
      }
      return ["[" + items.joined(separator: ", ") + "]"]
    }
    var result: [String] = []
    for (index, part) in parts.enumerated() {
      var block = part.map(lines) ?? ["…"]
      if index < parts.count - 1 { block[block.count - 1] += "," }
      result += block.map { " " + $0 }
    }
    guard !result.isEmpty else { return ["[]"] }
    result[0] = "[" + result[0].dropFirst()
    result[result.count - 1] += "]"
    return result
  }
}

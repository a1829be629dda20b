import Text

/// Sizes (or strides) of up to ``Shape/maximumRank`` axes, stored inline: no allocation.
public struct Shape: Sendable {
  public static let maximumRank = 8

  public private(set) var rank: Int
  private var sizes: InlineArray<8, Int>

  public init() {
    rank = 0
    sizes = InlineArray(repeating: 0)
  }

  /// - Precondition: at most ``maximumRank`` sizes. User input is checked before, see ``Shape/checked(_:)``.
  public init(_ values: some Sequence<Int>) {
    self.init()
    for value in values { append(value) }
  }

  public init(repeating value: Int, count: Int) {
    rank = count
    sizes = InlineArray(repeating: value)
  }

  public mutating func append(_ size: Int) {
    sizes[rank] = size
    rank += 1
  }

  /// The number of elements; 1 for a 0-d shape. At most 2^58, which no memory holds.
  public var elementCount: Int {
    var product = 1
    for axis in 0..<rank {
      let (next, overflow) = product.multipliedReportingOverflow(by: sizes[axis])
      if overflow { return 1 << 58 }
      product = next
    }
    return Swift.min(product, 1 << 58)
  }

  /// Row-major strides in elements.
  public var contiguousStrides: Shape {
    var strides = Shape()
    strides.rank = rank
    var step = 1
    var axis = rank - 1
    while axis >= 0 {
      strides.sizes[axis] = step
      step *= Swift.max(sizes[axis], 1)
      axis -= 1
    }
    return strides
  }

  public var array: [Int] { Array(self) }

  public func removing(axis: Int) -> Shape {
    var result = Shape()
    for index in 0..<rank where index != axis { result.append(sizes[index]) }
    return result
  }

  public func inserting(_ size: Int, at axis: Int) -> Shape {
    var result = Shape()
    for index in 0..<rank {
      if index == axis { result.append(size) }
      result.append(sizes[index])
    }
    if axis == rank { result.append(size) }
    return result
  }

  /// Itself, when its element count is within limits.
  func withinLimits() throws -> Shape { elementCount < 1 << 46 ? self : try Shape.checked(array) }

  /// A shape from user input: sizes not negative, rank and element count within limits.
  public static func checked(_ values: [Int]) throws -> Shape {
    guard values.count <= maximumRank else { throw TensorFailure.rankTooHigh(values.count) }
    var count = 1
    for value in values {
      guard value >= 0 else { throw TensorFailure.negativeSize(values) }
      let (product, overflow) = count.multipliedReportingOverflow(by: value)
      guard !overflow, product < 1 << 46 else { throw TensorFailure.tooManyElements(values) }
      count = product
    }
    return Shape(values)
  }
}

extension Shape: RandomAccessCollection, MutableCollection {
  public var startIndex: Int { 0 }
  public var endIndex: Int { rank }
  public subscript(axis: Int) -> Int {
    get { sizes[axis] }
    set { sizes[axis] = newValue }
  }
}

extension Shape: Hashable {
  public static func == (a: Shape, b: Shape) -> Bool {
    guard a.rank == b.rank else { return false }
    for axis in 0..<a.rank where a.sizes[axis] != b.sizes[axis] { return false }
    return true
  }

  public func hash(into hasher: inout Hasher) {
    for axis in 0..<rank { hasher.combine(sizes[axis]) }
  }
}

extension Shape: ExpressibleByArrayLiteral, CustomStringConvertible {
  public init(arrayLiteral elements: Int...) { self.init(elements) }

  /// `[64, 10]`
  public var description: String { "[" + map(String.init).joined(separator: ", ") + "]" }
}

extension Shape {
  /// As the language shows it: `(4, 1)`, `(4,)`, `()`.
  public var text: String { shapeText(self) }
}

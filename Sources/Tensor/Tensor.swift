/// An n-dimensional array: a view (shape, strides, offset) of a ``Storage``. Immutable by convention; the few
/// in-place operations bump the storage's version.
///
/// A tensor with new contents is its own storage: one object less for each operation.
public final class Tensor: Storage {
  public let dtype: DType
  public let isContiguous: Bool
  /// nil: this very object.
  private let base: Storage?
  /// Of the first element, in elements.
  public let offset: Int
  public let shape: Shape
  /// nil: the strides of contiguous elements. Apart, so that most tensors are small objects.
  private let layout: Layout?

  private final class Layout {
    let strides: Shape
    init(_ strides: Shape) { self.strides = strides }
  }

  public init(storage: Storage, dtype: DType, shape: Shape, strides: Shape, offset: Int) {
    base = storage
    self.dtype = dtype
    self.shape = shape
    self.offset = offset
    isContiguous = Tensor.contiguous(shape, strides)
    layout = isContiguous ? nil : Layout(strides)
    super.init(borrowing: storage)
  }

  /// A new tensor with undefined contents.
  ///
  /// - Parameter hollow: an operand is, so that this will be, too.
  public init(empty shape: Shape, _ dtype: DType = .f32, hollow: Bool = false) throws {
    base = nil
    self.dtype = dtype
    self.shape = shape
    offset = 0
    isContiguous = true
    layout = nil
    try super.init(byteCount: shape.elementCount * dtype.size, hollow: hollow)
  }

  /// Whose memory it looks at.
  public var storage: Storage { base ?? self }
  /// How often that memory was changed in place.
  public var contentVersion: Int {
    guard let base else { return version }
    return base.version
  }
  public var rank: Int { shape.rank }
  public var count: Int { shape.elementCount }

  /// In elements; 0 along a broadcast axis.
  public var strides: Shape {
    guard let layout else { return shape.contiguousStrides }
    return layout.strides
  }

  /// The stride along one axis.
  public func stride(_ axis: Int) -> Int {
    if let layout { return layout.strides[axis] }
    var step = 1
    var inner = shape.rank - 1
    while inner > axis {
      step *= Swift.max(shape[inner], 1)
      inner -= 1
    }
    return step
  }

  private static func contiguous(_ shape: Shape, _ strides: Shape) -> Bool {
    var step = 1
    var axis = shape.rank - 1
    while axis >= 0 {
      if shape[axis] != 1 {
        if strides[axis] != step { return false }
        step *= shape[axis]
      }
      axis -= 1
    }
    return true
  }
}

// Element pointers. Each points at the first element of this view; strides are the caller's business.
extension Tensor {
  public var raw: UnsafeMutableRawPointer { pointer + offset * dtype.size }
  public var f32: UnsafeMutablePointer<Float> { raw.assumingMemoryBound(to: Float.self) }
  public var f64: UnsafeMutablePointer<Double> { raw.assumingMemoryBound(to: Double.self) }
  public var i64: UnsafeMutablePointer<Int64> { raw.assumingMemoryBound(to: Int64.self) }
  public var bool: UnsafeMutablePointer<Bool> { raw.assumingMemoryBound(to: Bool.self) }
}

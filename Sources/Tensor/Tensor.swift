/// An n-dimensional array: a view (shape, strides, offset) of a ``Storage``. Immutable by convention; the few
/// in-place operations bump the storage's version.
///
/// A tensor with new contents is its own storage: one object less for each operation.
public final class Tensor: Storage {
  public let dtype: DType
  public let isContiguous: Bool
  public let shape: Shape
  /// nil: it is its own storage. Apart, so that most tensors are small objects.
  private let view: View?

  private final class View {
    let base: Storage
    let strides: Shape
    /// Of the first element, in elements.
    let offset: Int

    init(_ base: Storage, _ strides: Shape, _ offset: Int) {
      self.base = base
      self.strides = strides
      self.offset = offset
    }
  }

  public init(storage: Storage, dtype: DType, shape: Shape, strides: Shape, offset: Int) {
    self.dtype = dtype
    self.shape = shape
    isContiguous = Tensor.contiguous(shape, strides)
    view = View(storage, strides, offset)
    super.init(borrowing: storage)
  }

  /// A new tensor with undefined contents.
  ///
  /// - Parameter hollow: an operand is, so that this will be, too.
  public init(empty shape: Shape, _ dtype: DType = .f32, hollow: Bool = false) throws {
    self.dtype = dtype
    self.shape = shape
    isContiguous = true
    view = nil
    try super.init(byteCount: shape.elementCount * dtype.size, hollow: hollow)
  }

  /// Whose memory it looks at.
  public var storage: Storage { view?.base ?? self }
  /// It looks at no other tensor's memory; views of its own may exist.
  public var isBase: Bool { view == nil }
  /// How often that memory was changed in place.
  public var contentVersion: Int {
    guard let view else { return version }
    return view.base.version
  }
  public var rank: Int { shape.rank }
  public var count: Int { shape.elementCount }

  /// Of the first element, in elements.
  public var offset: Int { view?.offset ?? 0 }

  /// In elements; 0 along a broadcast axis.
  public var strides: Shape {
    guard let view else { return shape.contiguousStrides }
    return view.strides
  }

  /// The stride along one axis.
  public func stride(_ axis: Int) -> Int {
    if let view { return view.strides[axis] }
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

/// An n-dimensional array: a view (shape, strides, offset) of a ``Storage``. Immutable by convention; the few
/// in-place operations bump the storage's version.
///
/// A tensor with new contents is its own storage: one object less for each operation.
public final class Tensor: Storage {
  public let dtype: DType
  public let isContiguous: Bool
  public let shape: Shape
  private let layout: Layout

  /// Where the elements are; whatever needs no strides of its own is one object.
  private enum Layout {
    /// It is its own storage.
    case own
    /// In a row.
    case row(Storage)
    /// In a row but for the last two axes, which are swapped.
    case swapped(Storage)
    case strided(Strided)
  }

  private final class Strided {
    let base: Storage
    let strides: Shape

    init(_ base: Storage, _ strides: Shape) {
      self.base = base
      self.strides = strides
    }
  }

  /// - Parameters:
  ///   - strides: in elements; 0 along a broadcast axis.
  ///   - offset: of the first element, in elements.
  public init(storage: Storage, dtype: DType, shape: Shape, strides: Shape, offset: Int) {
    self.dtype = dtype
    self.shape = shape
    isContiguous = Tensor.contiguous(shape, strides)
    layout = isContiguous ? .row(storage) : .strided(Strided(storage, strides))
    super.init(borrowing: storage, at: offset * dtype.size)
  }

  /// Elements of a contiguous tensor, from some on, in a row and another shape.
  init(_ source: Tensor, as shape: Shape, from start: Int = 0) {
    dtype = source.dtype
    self.shape = shape
    isContiguous = true
    layout = .row(source.storage)
    super.init(borrowing: source, at: start * source.dtype.size)
  }

  /// The last two axes swapped, of a contiguous tensor or of one that this was done to; nil of others.
  init?(swapping source: Tensor) {
    let last = source.rank - 1
    guard last > 0 else { return nil }
    switch source.layout {
    case .own, .row: layout = .swapped(source.storage)
    case .swapped(let storage): layout = .row(storage)
    case .strided: return nil
    }
    dtype = source.dtype
    var shape = source.shape
    (shape[last], shape[last - 1]) = (shape[last - 1], shape[last])
    self.shape = shape
    if case .row = layout {
      isContiguous = true
    } else {
      isContiguous = shape[last] == 1 || shape[last - 1] == 1
    }
    super.init(borrowing: source, at: 0)
  }

  /// A new tensor with undefined contents.
  ///
  /// - Parameter hollow: an operand is, so that this will be, too.
  public init(empty shape: Shape, _ dtype: DType = .f32, hollow: Bool = false) throws {
    self.dtype = dtype
    self.shape = shape
    isContiguous = true
    layout = .own
    try super.init(byteCount: shape.elementCount * dtype.size, hollow: hollow)
  }

  /// Whose memory it looks at.
  public var storage: Storage {
    switch layout {
    case .own: self
    case .row(let base), .swapped(let base): base
    case .strided(let view): view.base
    }
  }
  /// It looks at no other tensor's memory; views of its own may exist.
  public var isBase: Bool {
    if case .own = layout { return true }
    return false
  }
  /// How often that memory was changed in place.
  public var contentVersion: Int {
    switch layout {
    case .own: version
    case .row(let base), .swapped(let base): base.version
    case .strided(let view): view.base.version
    }
  }
  public var rank: Int { shape.rank }
  public var count: Int { shape.elementCount }

  /// Of the first element, in elements.
  public var offset: Int { isBase ? 0 : (pointer - storage.pointer) / dtype.size }

  /// In elements; 0 along a broadcast axis.
  public var strides: Shape {
    switch layout {
    case .own, .row: return shape.contiguousStrides
    case .strided(let view): return view.strides
    case .swapped:
      var strides = shape.contiguousStrides
      strides[rank - 1] = Swift.max(shape[rank - 2], 1)
      strides[rank - 2] = 1
      return strides
    }
  }

  /// The stride along one axis.
  public func stride(_ axis: Int) -> Int {
    switch layout {
    case .strided(let view): return view.strides[axis]
    case .swapped where axis == rank - 1: return Swift.max(shape[rank - 2], 1)
    case .swapped where axis == rank - 2: return 1
    default:
      var step = 1
      var inner = shape.rank - 1
      while inner > axis {
        step *= Swift.max(shape[inner], 1)
        inner -= 1
      }
      return step
    }
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
  public var raw: UnsafeMutableRawPointer { pointer }
  public var f32: UnsafeMutablePointer<Float> { raw.assumingMemoryBound(to: Float.self) }
  public var f64: UnsafeMutablePointer<Double> { raw.assumingMemoryBound(to: Double.self) }
  public var i64: UnsafeMutablePointer<Int64> { raw.assumingMemoryBound(to: Int64.self) }
  public var bool: UnsafeMutablePointer<Bool> { raw.assumingMemoryBound(to: Bool.self) }
}

import Tensor

/// Every operation as a Swift function of variables, under its dls name in camel case. Gradient rules, layers
/// and losses are written with these.
public enum Ops {
  /// A constant of the same dtype, 0-d. Shared: not to be changed.
  public static func scalar(_ value: Double, like x: Variable) throws -> Variable {
    let dtype = x.dtype
    return dtype.isFloating
      ? try Constants.floating(value, dtype, isNumber: false) : Variable(try Tensor.scalar(value, dtype))
  }

  /// A constant of the same shape and dtype.
  public static func full(_ value: Double, like x: Variable) throws -> Variable {
    Variable(
      x.tensor.rank == 0 ? try Tensor.scalar(value, x.dtype) : try Tensor.full(x.shape, value, x.dtype))
  }

  /// Zeros of the same shape and dtype.
  public static func zeros(like x: Variable) throws -> Variable { try full(0, like: x) }
}

/// Every operation there is. Help, completion, gradient checks and the drawn graph derive from this list.
public enum Operations {
  public static let all: [Operation] =
    arithmetic + functions + comparisons + activations + selections + reductions + shapes + indexing
    + linearAlgebra + neural
}

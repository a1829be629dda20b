import Catalog
import Text

/// Checks and conversions of the sizes that layers are built with.
enum Sizes {
  static func positive(_ sizes: [Int], _ kind: String) throws {
    if let bad = sizes.first(where: { $0 < 1 }) { throw NetworkFailure.sizeNotPositive(kind, bad) }
    if let bad = sizes.first(where: { $0 > 1 << 40 }) { throw NetworkFailure.sizeTooLarge(kind, bad) }
  }

  /// How many layers a stack has.
  static func layers(_ count: Int, _ kind: String) throws {
    try positive([count], kind)
    if count > 10_000 { throw NetworkFailure.sizeTooLarge(kind, count) }
  }

  /// One size for both axes, or a pair.
  static func pair(_ argument: Argument, _ kind: String, _ name: String, minimum: Int) throws -> [Int] {
    guard let values = argument.ints, values.count == 1 || values.count == 2 else {
      throw NetworkFailure.notAPair(kind, name, got: Wording(verbatim: argument.literal))
    }
    guard values.allSatisfy({ $0 >= minimum && $0 < 1 << 31 }) else {
      throw NetworkFailure.sizeOutOfRange(kind, name, values, minimum: minimum)
    }
    return values.count == 1 ? [values[0], values[0]] : values
  }

  /// `3` for a square, `(3, 5)` otherwise.
  static func text(_ pair: [Int]) -> String {
    pair.count == 2 && pair[0] == pair[1]
      ? "\(pair[0])" : "(" + pair.map(String.init).joined(separator: ", ") + ")"
  }

  /// As a member gives it: none where it is open.
  static func argument(_ size: Int?) -> Argument { size.map { .number(Double($0)) } ?? .none }

  /// As a member gives it: a number for a square, else a tuple.
  static func argument(_ pair: [Int]) -> Argument {
    pair.count == 2 && pair[0] == pair[1] ? argument(pair[0]) : .tuple(pair.map { argument($0) })
  }

  /// Saturates instead of overflowing.
  static func product(_ sizes: [Int]) -> Int {
    sizes.reduce(1) { partial, size in
      let (value, overflow) = partial.multipliedReportingOverflow(by: size)
      return overflow ? Int.max / 4 : value
    }
  }
}

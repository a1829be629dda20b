import Autograd
import Catalog
import Tensor

/// What a run on shapes alone cannot know: a number read from a tensor without elements, what a file holds.
/// Whatever is made of it is unknown as well, and nothing that meets it counts as an error.
final class UnknownValue: Displayable {
  static let shared = UnknownValue()

  private init() {}

  var typeName: String { "unknown" }
  var displayText: String { "?" }
}

extension Value {
  /// Owned.
  static var unknown: Value { Value(Tag.object, owning: UnknownValue.shared) }

  var isUnknown: Bool { tag == Tag.object && bits == UInt(bitPattern: UnknownValue.address) }

  /// It is unknown, or holds something that is.
  var holdsUnknown: Bool { holdsUnknown(depth: 0) }

  private func holdsUnknown(depth: Int) -> Bool {
    guard isReference, depth < 4 else { return false }
    let items: [Value]
    switch tag {
    case Tag.object: return isUnknown
    case Tag.list: items = reference(ListObject.self).items
    case Tag.tuple: items = reference(TupleObject.self).items
    case Tag.record: items = reference(RecordObject.self).values
    case Tag.box: items = [reference(Box.self).value]
    default: return false
    }
    return items.contains { $0.holdsUnknown(depth: depth + 1) }
  }

  var isHollowTensor: Bool { tag == Tag.tensor && reference(Variable.self).tensor.isHollow }

  /// A tensor that would do for a number or a list of numbers, if it had elements.
  var isHollowNumber: Bool {
    guard isHollowTensor else { return false }
    let shape = reference(Variable.self).shape
    return shape.rank <= 1 || shape.elementCount == 1
  }
}

extension UnknownValue {
  fileprivate static let address = Unmanaged.passUnretained(shared).toOpaque()
}

extension Argument {
  /// What user code gives native code; where that would be unknown, so is what the native code gives.
  func known() throws -> Argument {
    if Hollow.isOn, holdsUnknown { throw UnknownShape() }
    return self
  }

  private var holdsUnknown: Bool {
    switch self {
    case .object(let object): object === UnknownValue.shared
    case .list(let items), .tuple(let items): items.contains(where: \.holdsUnknown)
    case .record(let fields): fields.contains { $0.value.holdsUnknown }
    default: false
    }
  }
}

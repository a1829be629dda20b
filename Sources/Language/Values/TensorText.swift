import Tensor
import Text

extension Tensor {
  /// Nested lists, as they would be typed.
  var listText: String {
    if rank == 0 { return itemText }
    let rows = (0..<shape[0]).compactMap { try? select(axis: 0, index: $0) }
    return "[" + rows.map(\.listText).joined(separator: ", ") + "]"
  }
}

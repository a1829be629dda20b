import Text

extension Tensor {
  /// Nested lists, as they would be typed; of a large tensor the three items at either end of each axis.
  public var listText: String { listText(elides: count > 1000) }

  private func listText(elides: Bool) -> String {
    if rank == 0 { return itemText }
    let size = shape[0]
    let isCut = elides && size > 6
    let places = isCut ? Array(0..<3) + Array((size - 3)..<size) : Array(0..<size)
    var texts: [String]
    if rank == 1 {
      texts = places.compactMap { try? select(axis: 0, index: $0).itemText }
    } else {
      texts = places.compactMap { try? select(axis: 0, index: $0).listText(elides: elides) }
    }
    if isCut { texts.insert("…", at: 3) }
    return "[" + texts.joined(separator: ", ") + "]"
  }

  /// The text of the only element.
  public var itemText: String {
    switch dtype {
    case .f32: formatNumber(float32: Float(item))
    case .f64: formatNumber(item)
    case .i64: String(ints.first ?? 0)
    case .bool: item != 0 ? "true" : "false"
    }
  }
}

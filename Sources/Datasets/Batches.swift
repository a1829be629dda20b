import Catalog
import Tensor
import Text

/// Passes over data in batches of (x, y). Each pass shuffles anew when asked to.
public final class Batches: ElementProviding, Displayable, MemberProviding {
  let supply: Supply
  let size: Int
  /// nil keeps the order.
  let generator: RandomGenerator?
  let dropsLast: Bool

  init(_ supply: Supply, size: Int, generator: RandomGenerator?, dropsLast: Bool) {
    self.supply = supply
    self.size = size
    self.generator = generator
    self.dropsLast = dropsLast
  }

  public var elementCount: Int? { dropsLast ? supply.count / size : (supply.count + size - 1) / size }

  public func makeElementIterator() throws -> () throws -> Argument? {
    let count = supply.count
    let order = try generator.map { try $0.permutation(count).ints } ?? Array(0..<count)
    let end = dropsLast ? count / size * size : count
    let (supply, size) = (self.supply, self.size)
    var next = 0
    return {
      guard next < end else { return nil }
      let stop = min(next + size, end)
      defer { next = stop }
      return try supply.batch(at: Array(order[next..<stop]))
    }
  }

  public var typeName: String { "batches" }
  public var displayText: String {
    let order = generator == nil ? Wording.empty : Wording(", shuffled", "，已打乱")
    return Wording(
      "batches: \(elementCount ?? 0) of \(size) from \(supply.count) samples\(order)",
      "\(supply.count) 个样本分成 \(elementCount ?? 0) 批，每批 \(size) 个\(order)"
    ).text
  }

  public var memberNames: [String] { DatasetMembers.batches.map(\.name) }

  public func member(_ name: String) throws -> Argument? {
    switch name {
    case "size": .number(Double(size))
    case "count": .number(Double(elementCount ?? 0))
    default: nil
    }
  }

  public func setMember(_ name: String, to value: Argument) throws -> Bool { false }
}

import Autograd
import Tensor
import Text

// `layer(x: [N, D], W: [D, H])`
extension Machine {
  func checkRank(_ value: Value, _ rank: Int, _ site: Site) throws {
    if value.numeric != nil, rank == 0 { return }
    guard value.tag == Tag.tensor else {
      throw CallFailure.missingTensor(parameter: site.name, shape: site.note, got: value.typeName)
    }
    let shape = value.reference(Variable.self).shape
    guard shape.rank == rank else {
      throw CallFailure.wrongRank(parameter: site.name, shape: site.note, got: shape)
    }
  }

  /// - Parameter letter: the register of the letter, undefined before its first use.
  func checkLetter(_ value: Value, _ axis: Int, _ letter: UnsafeMutablePointer<Value>, _ site: Site) throws {
    // In a run on shapes something unknown may have come this far.
    guard value.tag == Tag.tensor else { throw UnknownShape() }
    let size = value.reference(Variable.self).shape[axis]
    if letter.pointee.isUnknown { return }
    if letter.pointee.isUndefined {
      assign(letter, Value(Double(size)))
      return
    }
    guard letter.pointee.double == Double(size) else {
      let parameter = (site.names.first ?? nil) ?? ""
      throw CallFailure.wrongLetter(
        site.name, parameter: parameter, size: size, bound: Int(letter.pointee.double),
        by: (site.names.last ?? nil) ?? parameter, shape: site.note)
    }
  }

  func checkSize(_ value: Value, _ axis: Int, _ size: Value, _ site: Site) throws {
    guard value.tag == Tag.tensor else { throw UnknownShape() }
    guard let wanted = size.scalar, wanted == wanted.rounded(), wanted.magnitude < 1e15 else {
      throw CallFailure.shapeNotWhole(Wording(verbatim: size.shown))
    }
    guard Double(value.reference(Variable.self).shape[axis]) == wanted else {
      throw CallFailure.wrongSize(
        axis: axis, parameter: (site.names.first ?? nil) ?? "", shape: site.note, expected: Int(wanted),
        got: value.shapeText)
    }
  }
}

extension Value {
  fileprivate var shapeText: String { reference(Variable.self).shape.text }
}

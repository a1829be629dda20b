import Autograd
import Catalog
import Figures
import Networks
import Tensor

/// Tells whether a variable has changed, without keeping what it was.
struct Fingerprint: Equatable {
  /// Of the value, as a reader of it would compare: large tensors, layers and other objects by identity.
  var value: Int
  /// Of what it holds besides: weights, gradients, elements of large tensors, settings.
  var state: Int

  init(_ value: Value) {
    var walk = FingerprintWalk()
    walk.visit(value)
    self.value = walk.value.finalize()
    state = walk.state.finalize()
  }
}

private struct FingerprintWalk {
  var value = Hasher()
  var state = Hasher()
  /// A long list is compared by its beginning and its length.
  private var budget = 20_000
  /// Lists may hold themselves.
  private var depth = 0
  private static let smallTensor = 256

  mutating func visit(_ item: Value) {
    guard budget > 0, depth < 100 else { return }
    budget -= 1
    depth += 1
    defer { depth -= 1 }
    value.combine(item.tag)
    switch item.tag {
    case Tag.string: value.combine(item.text)
    case Tag.tensor: visit(item.reference(Variable.self))
    case Tag.list: visit(item.reference(ListObject.self).items)
    case Tag.tuple: visit(item.reference(TupleObject.self).items)
    case Tag.record:
      let record = item.reference(RecordObject.self)
      value.combine(record.names)
      visit(record.values)
    case Tag.range:
      let range = item.reference(RangeObject.self)
      for number in [range.from, range.through, range.step] { value.combine(number) }
    case Tag.function:
      let function = item.reference(FunctionObject.self)
      value.combine(function.prototype.sourceText)
      visit(function.captures.map(\.value))
    case Tag.model:
      let model = item.reference(ModelObject.self).prototype
      for part in [model.initializer, model.forward] + model.methods.map(\.prototype) {
        value.combine(part.sourceText)
      }
    case Tag.box: visit(item.reference(Box.self).value)
    default:
      value.combine(item.bits)
      if item.isReference { visitState(item.reference(AnyObject.self)) }
    }
  }

  private mutating func visit(_ items: [Value]) {
    value.combine(items.count)
    for item in items { visit(item) }
  }

  private mutating func visit(_ variable: Variable) {
    if variable.isParameter || variable.tensor.count > FingerprintWalk.smallTensor {
      value.combine(ObjectIdentifier(variable))
    } else {
      value.combine(variable.dtype.name)
      value.combine(variable.shape.array)
      value.combine(variable.tensor.doubles)
    }
    visitState(variable)
  }

  private mutating func visitState(_ object: AnyObject) {
    switch object {
    case let variable as Variable:
      state.combine(variable.version)
      state.combine(variable.gradient.map { ObjectIdentifier($0) })
      state.combine(variable.gradient?.version)
    case let module as Module:
      for (inner, isTraining) in module.namedModules.map({ ($0.module, $0.module.isTraining) }) {
        state.combine(isTraining)
        for (_, variable) in inner.parameters + inner.buffers { visitState(variable) }
      }
    case let optimizer as Optimizer:
      state.combine(optimizer.stepCount)
      state.combine(optimizer.lr)
    case is Figure: break
    case let other as any Displayable: state.combine(other.displayText)
    default: break
    }
  }
}

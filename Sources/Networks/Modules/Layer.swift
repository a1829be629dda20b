import Autograd
import Catalog

/// A module of one tensor in and one out, called without boxing.
open class Layer: Module {
  open override var isPlain: Bool { true }

  open override func apply(_ x: Variable) throws -> Variable {
    let y = try forward(x)
    if !observers.isEmpty || Module.tracer != nil { notify(x, y) }
    return y
  }
}

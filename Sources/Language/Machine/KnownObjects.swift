import Networks

// How the program can name an object: for messages about values that no argument stands for.
extension Machine {
  /// While a native call runs: by a local variable of the running function or of its callers, or by a global,
  /// directly or through a model. With the layer that is or holds the object.
  func known(_ object: AnyObject) -> (name: String, layer: Module?)? {
    if let found = local(object, where: { $0 != "self" }) { return found }
    for slot in globals.userSlots.reversed() where globals.name(of: slot) != "ans" {
      if let found = reach(object, from: globals.slots[slot], called: globals.name(of: slot)) { return found }
    }
    return local(object) { $0 == "self" }
  }

  private func local(
    _ object: AnyObject, where isWanted: (String) -> Bool
  ) -> (name: String, layer: Module?)? {
    for frame in liveFrames {
      for (name, register) in frame.code.pointee.owner.locals where isWanted(name) {
        if let found = reach(object, from: frame.base[register], called: name) { return found }
      }
    }
    return nil
  }

  /// The innermost model whose `forward`, method or fields are being evaluated.
  var runningModel: ModelInstance? {
    for frame in liveFrames {
      guard let register = frame.code.pointee.owner.locals.first(where: { $0.name == "self" })?.register,
        frame.base[register].tag == Tag.instance
      else { continue }
      return frame.base[register].reference()
    }
    return nil
  }

  /// The running frame and its callers, innermost first.
  private var liveFrames: [(code: UnsafeMutablePointer<Code>, base: UnsafeMutablePointer<Value>)] {
    let state = state.pointee
    let callers = (0..<state.depth).reversed().map {
      (code: state.frames[$0].code, base: state.frames[$0].base)
    }
    guard let code = state.callCode, let base = state.callBase else { return callers }
    return [(code, base)] + callers
  }

  private func reach(
    _ object: AnyObject, from value: Value, called name: String
  ) -> (name: String, layer: Module?)? {
    var value = value
    if value.tag == Tag.box { value = value.reference(Box.self).value }
    guard value.isReference else { return nil }
    let target = value.reference(AnyObject.self)
    let module = target as? Module
    if target === object { return (name, module) }
    guard let module, let path = module.path(to: object) else { return nil }
    return (name + path.text, path.layer)
  }
}

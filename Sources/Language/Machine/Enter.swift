import Autograd
import CMachine
import Catalog
import Networks
import Text

// Calling anything.
extension Machine {
  /// Calls what stands at a slot with the arguments after it.
  ///
  /// - Returns: the code to run, its arguments arranged; or nil when the call is done and the slot holds the result.
  func enter(
    _ slot: UnsafeMutablePointer<Value>, _ count: Int, site: Site?
  ) throws -> UnsafeMutablePointer<Code>? {
    let callee = slot.pointee
    switch callee.tag {
    case Tag.function:
      let code = callee.reference(FunctionObject.self).code
      try arrange(code, slot, count, site: site)
      return code
    case Tag.instance:
      let instance = callee.reference(ModelInstance.self)
      let code = instance.model.prototype.forward.code
      if instance.isObserved || shapeRun != nil, site?.hasNames != true {
        finish(slot, count, try Value(try instance.call((0..<count).map { try slot[1 + $0].argument }), self))
        return nil
      }
      try arrange(code, slot, count, site: site)
      return code
    case Tag.model:
      let model = callee.reference(ModelObject.self)
      let code = model.prototype.initializer.code
      try arrange(code, slot, count, site: site)
      assign(slot, Value(Tag.instance, owning: ModelInstance(model)))
      return code
    case Tag.builtin:
      let builtin = Unmanaged<BuiltinObject>.fromOpaque(callee.pointer)
      finish(slot, count, try call(builtin, slot + 1, count, names: site?.names ?? []))
      return nil
    default:
      finish(slot, count, try callObject(callee, slot + 1, count, site))
      return nil
    }
  }

  /// What a builtin gives, owned. It lives as long as the session.
  func call(
    _ builtin: Unmanaged<BuiltinObject>, _ arguments: UnsafeMutablePointer<Value>, _ count: Int,
    names: [String?]
  ) throws -> Value {
    if count == 1, names.isEmpty, let result = try callPlain(builtin, arguments[0]) { return result }
    if count > 0, arguments[0].tag == Tag.tensor {
      try pollNowAndThen(bytes: arguments[0].reference(Variable.self).byteCount)
    } else {
      try Hosting.checkInterruption()
    }
    return try builtin._withUnsafeGuaranteedRef {
      try $0.call(arguments, count, names: names, machine: self)
    }
  }

  /// Puts the result of a native call into its slot and empties the arguments.
  func finish(_ slot: UnsafeMutablePointer<Value>, _ count: Int, _ result: Value) {
    clear(slot + 1, count)
    assign(slot, result)
  }

  /// Layers, methods and derived functions.
  private func callObject(
    _ callee: Value, _ arguments: UnsafeMutablePointer<Value>, _ count: Int, _ site: Site?
  ) throws -> Value {
    guard callee.tag == Tag.object else { throw CallFailure.notCallable(callee.typeName) }
    try Hosting.checkInterruption()
    let object = callee.reference(AnyObject.self)
    let names = site?.names ?? []
    if let closure = object as? Closure, let descriptor = closure.descriptor(forCallOf: count, names) {
      let bound = try Binder(descriptor, self, false).bind(arguments, count, names)
      return try Value(closure.call(bound), self)
    }
    if let site, site.hasNames {
      let name = (object as? any Callable)?.name ?? callee.typeName
      if let named = object as? any NamedCallable {
        return try named.call(arguments, count, names: site.names, machine: self)
      }
      if let module = object as? Module, let descriptor = module.callDescriptor {
        let bound = try Binder(descriptor, self, false).bind(arguments, count, site.names)
        return try Value(try module.call(named: bound), self)
      }
      let argument = site.names.compactMap { $0 }.first ?? ""
      throw CallFailure.unknownArgument(argument, function: name, valid: [])
    }
    if let module = object as? Module {
      if count == 1, let x = try arguments[0].dataVariable() { return try call(module, x) }
      return try Value(try module.call((0..<count).map { try arguments[$0].argument }), self)
    }
    guard let callable = object as? any Callable else { throw CallFailure.notCallable(callee.typeName) }
    if let arity = callable.arity, arity != count {
      throw CallFailure.wrongCount(name: callable.name, parameters: [], required: arity, given: count)
    }
    return try Value(try callable.call((0..<count).map { try arguments[$0].argument }), self)
  }

  private func call(_ module: Module, _ x: Variable) throws -> Value {
    if module.isPlain, shapeRun == nil { return Value(result: try module.apply(x)) }
    return try Value(try module.call([.object(x)]), self)
  }

  /// `callNamed`, `callMethod` and `pipeCall`.
  func enterOther(
    _ i: Instruction, _ slot: UnsafeMutablePointer<Value>, _ code: UnsafeMutablePointer<Code>
  ) throws -> UnsafeMutablePointer<Code>? {
    if i.operation == .callMethod, i.c == 0, i.site >= 0, shapeRun == nil,
      try callAtOnce(slot[1], code.pointee.owner.sites[Int(i.site)].name)
    {
      clear(slot + 1, 1)
      assign(slot, .none)
      return nil
    }
    let site = site(i, code)
    if let shapeRun, i.operation == .callMethod, ["backward", "step"].contains(site.name) {
      shapeRun.trainingSteps += 1
    }
    switch i.operation {
    case .callMethod:
      if i.d > 0, !site.hasNames || slot[1].tag == Tag.tensor, shapeRun == nil,
        let found = lasting(slot[1], site.name)
      {
        code.pointee.caches[Int(i.d)] = found
      }
      return try enterMethod(slot, Int(i.c), site)
    case .callNamed:
      if i.d > 0, slot.pointee.tag == Tag.function {
        let prototype = slot.pointee.reference(FunctionObject.self).prototype
        if let places = places(of: site.names, in: prototype) {
          code.pointee.caches[Int(i.d)] = DLSMemberCache(layout: prototype.code, index: places)
        }
      }
      return try enter(slot, Int(i.c), site: site)
    case .pipeCall: return try enterPipe(slot, Int(i.c), site)
    default: return try enter(slot, Int(i.c), site: site)
    }
  }

  /// A method of a list, string or tensor that this instruction has called before; false for any other.
  func callRemembered(
    _ i: Instruction, _ slot: UnsafeMutablePointer<Value>, _ code: UnsafeMutablePointer<Code>
  ) throws -> Bool {
    let cache = code.pointee.caches[Int(i.d)]
    guard let method = cache.layout, cache.index == slot[1].tag, cache.index < DLS_TAGS else { return false }
    let builtin = Unmanaged<BuiltinObject>.fromOpaque(method)
    let names = i.b == 0 ? [] : site(i, code).methodNames
    finish(slot, Int(i.c) + 1, try call(builtin, slot + 1, Int(i.c) + 1, names: names))
    return true
  }

  /// What a call of a method may remember about receivers like this one; nil when it depends on the value.
  private func lasting(_ receiver: Value, _ name: String) -> DLSMemberCache? {
    switch receiver.tag {
    case Tag.instance:
      let model = receiver.reference(ModelInstance.self).prototype
      return model.method(name).map {
        DLSMemberCache(
          layout: Unmanaged.passUnretained(model).toOpaque(), index: Int(bitPattern: $0.code))
      }
    case Tag.record:
      let record = receiver.reference(RecordObject.self)
      guard record.layout.pointee.isShared, let place = record.index(of: name) else { return nil }
      return DLSMemberCache(layout: record.layout, index: Int(DLS_TAGS) + place)
    default:
      // Builtins live forever.
      return lastingMethod(receiver, name).map {
        DLSMemberCache(layout: $0.pointer, index: Int(receiver.tag))
      }
    }
  }

  /// Which parameter each argument is for, four bits each from the lowest on; nil when some are wrong or missing.
  private func places(of names: [String?], in prototype: Prototype) -> Int? {
    let parameters = prototype.parameters
    guard parameters.count < 16, names.count <= parameters.count else { return nil }
    var found: [Int] = []
    for (index, name) in names.enumerated() {
      var place = index
      if let name {
        guard let position = parameters.firstIndex(where: { $0.name == name }) else { return nil }
        place = position
      }
      guard !found.contains(place) else { return nil }
      found.append(place)
    }
    for (index, parameter) in parameters.enumerated() where !parameter.isOptional {
      guard found.contains(index) else { return nil }
    }
    return found.reversed().reduce(0) { $0 << 4 | $1 }
  }

  /// The builtin that a method's name means for every value of this tag; nil when it depends on the value.
  private func lastingMethod(_ receiver: Value, _ name: String) -> Value? {
    switch receiver.tag {
    case Tag.list, Tag.string: return methodBuiltin(receiver, name)
    case Tag.tensor:
      // A run on shapes counts the calls of backward.
      if name == "backward" || Properties.tensor.contains(where: { $0.name == name }) { return nil }
      return methodBuiltin(receiver, name)
    default: return nil
    }
  }

  /// The methods that every training step calls, without a search; false for any other.
  private func callAtOnce(_ receiver: Value, _ name: String) throws -> Bool {
    if receiver.tag == Tag.tensor {
      guard name == "backward" else { return false }
      try receiver.reference(Variable.self).backward()
      return true
    }
    guard receiver.tag == Tag.object, let optimizer = receiver.reference(AnyObject.self) as? Optimizer else {
      return false
    }
    switch name {
    case "step": try optimizer.step()
    case "zero_grad": optimizer.zeroGradients()
    default: return false
    }
    return true
  }

  /// `x.name(…)`: the receiver is in the slot after `slot`, the arguments follow it.
  private func enterMethod(
    _ slot: UnsafeMutablePointer<Value>, _ count: Int, _ site: Site
  ) throws -> UnsafeMutablePointer<Code>? {
    let receiver = slot[1]
    if receiver.tag == Tag.instance, let method = receiver.reference(ModelInstance.self).method(site.name) {
      shift(slot, count)
      try arrange(method.code, slot, count, site: site)
      return method.code
    }
    if let member = try memberIfAny(receiver, site.name) {
      // `net.parameters()` is `net.parameters`, as PyTorch's methods are called.
      if count == 0, member.tag == Tag.list || member.tag == Tag.record, receiver.isModule {
        finish(slot, 1, member)
        return nil
      }
      shift(slot, count)
      assign(slot, member)
      return try enter(slot, count, site: site.hasNames ? site : nil)
    }
    guard let builtin = methodBuiltin(receiver, site.name) else {
      throw NameFailure.noMember(site.name, type: receiver.typeName, known: memberNames(receiver))
    }
    assign(slot, builtin.copied())
    return try enter(slot, count + 1, site: site.hasNames ? Site(names: site.methodNames) : nil)
  }

  /// Moves the receiver into the slot of the callee and the arguments after it.
  private func shift(_ slot: UnsafeMutablePointer<Value>, _ count: Int) {
    for index in 0...count {
      let value = slot[index + 1]
      slot[index + 1].tag = Tag.undefined
      assign(slot + index, value)
    }
  }

  /// `x |> f(a)`: a constructor of layers is called first, anything else gets x as its first argument.
  private func enterPipe(
    _ slot: UnsafeMutablePointer<Value>, _ count: Int, _ site: Site
  ) throws -> UnsafeMutablePointer<Code>? {
    let callee = slot.pointee
    guard callee.tag == Tag.model || callee.isLayerConstructor else {
      return try enter(slot, count, site: site.hasNames ? site : nil)
    }
    let arguments = (1..<count).map { slot[1 + $0].copied() }
    let layer = try call(callee, owning: arguments, names: Array(site.names.dropFirst()))
    clear(slot + 2, count - 1)
    assign(slot, layer)
    return try enter(slot, 1, site: nil)
  }

  /// Puts arguments where the code expects them: by name, and undefined where a default fills in.
  func arrange(
    _ code: UnsafeMutablePointer<Code>, _ slot: UnsafeMutablePointer<Value>, _ count: Int, site: Site?
  ) throws {
    let prototype = code.pointee.owner
    let parameters = prototype.parameters
    guard slot + code.pointee.registerCount + 1 < state.pointee.limit else { throw LimitFailure.tooDeep }
    guard count <= parameters.count else { throw wrongCount(prototype, count) }
    if let site, site.hasNames {
      try arrangeNamed(prototype, slot, count, site)
    } else {
      for index in count..<max(count, parameters.count) { assign(slot + 1 + index, .undefined) }
    }
    for (index, parameter) in parameters.enumerated()
    where !parameter.isOptional && slot[1 + index].isUndefined {
      if site?.hasNames == true {
        throw CallFailure.missing(
          parameter.name, function: prototype.displayName, signature: prototype.signature)
      }
      throw wrongCount(prototype, count)
    }
  }

  private func arrangeNamed(
    _ prototype: Prototype, _ slot: UnsafeMutablePointer<Value>, _ count: Int, _ site: Site
  ) throws {
    let parameters = prototype.parameters
    var placed = [Value](repeating: .undefined, count: parameters.count)
    for index in 0..<count {
      var target = index
      if let name = site.names[index] {
        guard let position = parameters.firstIndex(where: { $0.name == name }) else {
          throw CallFailure.unknownArgument(
            name, function: prototype.displayName, valid: parameters.map(\.name))
        }
        target = position
      }
      guard placed[target].isUndefined else {
        throw CallFailure.twice(parameters[target].name, function: prototype.displayName)
      }
      placed[target] = slot[1 + index]
    }
    for index in 0..<count { slot[1 + index].tag = Tag.undefined }
    for (index, value) in placed.enumerated() { assign(slot + 1 + index, value) }
  }

  private func wrongCount(_ prototype: Prototype, _ given: Int) -> CallFailure {
    CallFailure.wrongCount(
      name: prototype.displayName, parameters: prototype.parameters.map(\.name),
      required: prototype.parameters.filter { !$0.isOptional }.count, given: given)
  }
}

/// A callable of the language that knows its arguments by name.
protocol NamedCallable: Callable {
  func call(
    _ arguments: UnsafeMutablePointer<Value>, _ count: Int, names: [String?], machine: Machine
  ) throws -> Value
}

extension Closure {
  /// What the reference says of the method that this is, where arguments have names or are too few or many; nil
  /// where the method is called with all of them, and for what is no method.
  fileprivate func descriptor(forCallOf count: Int, _ names: [String?]) -> Descriptor? {
    let hasNames = names.contains { $0 != nil }
    guard hasNames || arity.map({ $0 != count }) ?? false else { return nil }
    return Reference.members(name).lazy.map(\.descriptor).first { descriptor in
      (self.arity ?? descriptor.parameters.count) == descriptor.parameters.count
        && names.compactMap({ $0 }).allSatisfy { name in descriptor.parameters.contains { $0.name == name } }
    }
  }
}

extension Prototype {
  var displayName: String { name.isEmpty ? "`\(lambdaText)`" : name }

  /// `line(x, slope, offset)`
  var signature: String { displayName + "(" + parameters.map(\.name).joined(separator: ", ") + ")" }
}

extension Value {
  /// A layer or a model.
  fileprivate var isModule: Bool {
    (tag == Tag.object || tag == Tag.instance) && reference(AnyObject.self) is Module
  }
}

import Autograd
import Catalog
import Tensor
import Text

/// An error on its way up: what was thrown, and where it has been. It becomes a fault when somebody asks what it says,
/// as most that a program catches are asked nothing; at once when the program does not catch it.
struct Raised: Failure {
  /// Where it has been: an instruction of a function, and whether that was left.
  struct Frame {
    var prototype: Prototype
    var index: Int
    var isLeft = false
  }

  /// What was thrown, or the fault that it was when its words depend on the moment.
  let error: any Error
  /// False for Ctrl-C and `exit`, which pass as they are.
  let isCatchable: Bool
  /// Innermost first.
  private(set) var frames: [Frame] = []
  /// Of the instruction that raised it.
  private(set) var operands: RaisedOperands?
  /// What it says, once somebody asked.
  private var told: RaisedFault?

  init(_ error: any Error) {
    if Raised.lasts(error) {
      (self.error, isCatchable) = (error, true)
    } else if let raised = error as? Raised {
      self = raised
    } else if error is Interrupted || error is ExitRequest {
      (self.error, isCatchable) = (error, false)
    } else {
      self.error = RaisedFault.plain(error)
      isCatchable = true
    }
  }

  /// Whether it says the same whenever it is asked: it looks at nothing that may change.
  private static func lasts(_ error: any Error) -> Bool {
    guard lasting.contains(ObjectIdentifier(type(of: error))) else { return false }
    if case AutogradFailure.changedInPlace = error { return false }
    return true
  }

  private static let lasting = [
    NameFailure.self, CallFailure.self, ValueFailure.self, LimitFailure.self, TensorFailure.self,
    NeuralFailure.self, AutogradFailure.self,
  ].map { (type: any Failure.Type) in ObjectIdentifier(type) }

  /// Notes the instruction that raised it, or that called what did.
  ///
  /// - Parameter base: the registers of the frame.
  mutating func pass(_ prototype: Prototype, at index: Int, _ base: UnsafeMutablePointer<Value>) {
    if told != nil {
      told?.complete(at: index, of: prototype)
      return
    }
    if frames.isEmpty { operands = RaisedOperands(prototype, at: index, base) }
    frames.append(Frame(prototype: prototype, index: index))
  }

  /// Notes that the function it passed last was left.
  mutating func leave(_ prototype: Prototype) {
    if told != nil { told?.leave(prototype) } else { frames[frames.count - 1].isLeft = true }
  }

  /// Puts it into words now: they may name what local variables of running functions hold.
  mutating func tell() { if told == nil { told = RaisedFault(self) } }

  var fault: Fault { (told ?? RaisedFault(self)).fault }

  /// What the session throws.
  var underlying: any Error { isCatchable ? fault : error }

  /// What `catch err` binds, owned.
  var value: Value { Value(Tag.object, owning: CaughtError(self)) }
}

/// What a fault tells about the operands of an instruction: the tensors among them.
final class RaisedOperands {
  /// By the places of the site's operands; undefined for other values.
  let tensors: [Value]
  /// The model whose method it stands in.
  let model: ModelPrototype?

  /// nil when there is nothing to tell.
  fileprivate init?(_ prototype: Prototype, at index: Int, _ base: UnsafeMutablePointer<Value>) {
    let instruction = prototype.code.pointee.instructions[index]
    let count = prototype.site(at: index)?.operands.count ?? 0
    var tensors: [Value] = []
    for place in 0..<count {
      guard let register = instruction.register(ofOperand: place), base[register].tag == Tag.tensor else {
        continue
      }
      while tensors.count < place { tensors.append(.undefined) }
      tensors.append(base[register].copied())
    }
    let isMethod = prototype.isFunction && base[0].tag == Tag.instance
    model = isMethod ? base[0].reference(ModelInstance.self).model.prototype : nil
    self.tensors = tensors
    if tensors.isEmpty, model == nil { return nil }
  }

  deinit { for tensor in tensors { tensor.release() } }
}

extension Instruction {
  /// Where the n-th operand of its site is while it fails; nil when it is gone or nowhere.
  func register(ofOperand place: Int) -> Int? {
    switch operation {
    case .add, .subtract, .multiply, .divide, .floorDivide, .remainder, .power, .matmul, .compare,
      .getElement:
      place == 0 ? Int(b) : place == 1 ? Int(c) : nil
    case .addConstant, .subtractConstant, .multiplyConstant, .divideConstant, .remainderConstant,
      .powerConstant, .negate:
      place == 0 ? Int(b) : nil
    case .addGlobal: place == 0 ? Int(a) : Int(b)
    case .constantMultiply: place == 1 ? Int(b) : nil
    case .call, .callGlobal, .callNamed, .callMethod, .pipeCall: Int(a) + 1 + place
    default: nil
    }
  }
}

/// `err` in `catch err`.
final class CaughtError: MemberProviding, Displayable {
  let raised: Raised
  private lazy var fault = raised.fault

  init(_ raised: Raised) { self.raised = raised }

  var memberNames: [String] { Properties.error.map(\.name) }

  func member(_ name: String) throws -> Argument? {
    switch name {
    case "message": .string(fault.message.text)
    case "code": .string(fault.code)
    default: nil
    }
  }

  func setMember(_ name: String, to value: Argument) throws -> Bool { false }

  var typeName: String { "error" }
  var displayText: String { fault.message.text }
}

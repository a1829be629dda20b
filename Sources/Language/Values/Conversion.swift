import Autograd
import Catalog
import Figures
import Networks
import Tensor
import Text

extension Value {
  /// What a builtin of a lower floor sees. Throws for containers that hold themselves or nest too deep, which
  /// no builtin could walk.
  var argument: Argument {
    get throws { try argument(depth: 0) }
  }

  private static let deepestArgument = 100

  private func argument(depth: Int) throws -> Argument {
    guard depth < Value.deepestArgument else { throw LimitFailure.tooNested(Value.deepestArgument) }
    switch tag {
    case Tag.undefined, Tag.none: return .none
    case Tag.bool: return .bool(isTrueBool)
    case Tag.number: return .number(double)
    case Tag.dtype: return .dtype(dtype)
    case Tag.string: return .string(text)
    case Tag.tensor: return .object(reference(Variable.self))
    case Tag.list:
      return .list(try reference(ListObject.self).items.map { try $0.argument(depth: depth + 1) })
    case Tag.tuple:
      return .tuple(try reference(TupleObject.self).items.map { try $0.argument(depth: depth + 1) })
    case Tag.record:
      let record = reference(RecordObject.self)
      return .record(try zip(record.names, record.values).map { ($0, try $1.argument(depth: depth + 1)) })
    case Tag.range:
      let range = reference(RangeObject.self)
      return .range(from: range.from, through: range.through, by: range.step)
    case Tag.function: return .function(reference(FunctionObject.self))
    case Tag.builtin: return .function(reference(BuiltinObject.self))
    case Tag.model: return .function(reference(ModelObject.self))
    case Tag.instance: return .object(reference(ModelInstance.self))
    default:
      let object = reference(AnyObject.self)
      if !(object is Module), let function = object as? any Callable { return .function(function) }
      return .object(object)
    }
  }

  var dtype: DType { DType(rawValue: UInt8(truncatingIfNeeded: bits)) ?? .f32 }

  init(_ dtype: DType) { self.init(tag: Tag.dtype, bits: UInt(dtype.rawValue)) }

  init(_ variable: Variable) { self.init(Tag.tensor, owning: variable) }

  /// An owned value from what a builtin gave.
  init(_ argument: Argument, _ machine: Machine) throws {
    switch argument {
    case .none: self = .none
    case .bool(let value): self.init(value)
    case .number(let value): self.init(value)
    case .string(let value): self.init(value)
    case .dtype(let value): self.init(value)
    case .list(let items): self.init(list: try items.map { try Value($0, machine) })
    case .tuple(let items): self.init(tuple: try items.map { try Value($0, machine) })
    case .record(let fields):
      let values = try fields.map { try Value($0.value, machine) }
      self.init(Tag.record, owning: RecordObject.make(fields.map(\.name), owning: values))
    case .range(let from, let through, let step):
      self.init(Tag.range, owning: RangeObject(from: from, through: through, step: step))
    case .function(let function): self.init(object: function)
    case .object(let object): self.init(object: object)
    }
  }

  /// An owned value for any object, with the tag of its class.
  init(object: AnyObject) {
    switch object {
    case let variable as Variable: self.init(result: variable)
    case let tensor as Tensor: self.init(Tag.tensor, owning: Variable(tensor))
    case let graph as any GraphProviding: self.init(Tag.object, owning: Value.drawn(graph))
    case let instance as ModelInstance: self.init(Tag.instance, owning: instance)
    case let function as FunctionObject: self.init(Tag.function, owning: function)
    case let builtin as BuiltinObject: self.init(Tag.builtin, owning: builtin)
    case let model as ModelObject: self.init(Tag.model, owning: model)
    default: self.init(Tag.object, owning: object)
    }
  }

  /// A computational graph as a figure.
  private static func drawn(_ graph: any GraphProviding) -> AnyObject {
    if Hollow.isOn { return UnknownValue.shared }
    return (try? Figure.graph(graph.graphDescription, title: graph.title)) ?? graph
  }

  /// As `type(x)` says it.
  var typeName: String {
    switch tag {
    case Tag.undefined, Tag.none: return "none"
    case Tag.bool: return "bool"
    case Tag.number: return "number"
    case Tag.dtype: return "dtype"
    case Tag.string: return "string"
    case Tag.tensor: return "tensor"
    case Tag.list: return "list"
    case Tag.tuple: return "tuple"
    case Tag.record: return "record"
    case Tag.range: return "range"
    case Tag.function, Tag.builtin: return "function"
    case Tag.model, Tag.instance: return "model"
    default:
      let object = reference(AnyObject.self)
      if let displayable = object as? any Displayable { return displayable.typeName }
      return object is any Callable ? "function" : "object"
    }
  }

  /// For messages: the type, with shape and dtype of a tensor.
  var description: Wording {
    guard tag == Tag.tensor else { return TypeNoun.bare(typeName) }
    return Wording(verbatim: reference(Variable.self).summary)
  }
}

extension Variable {
  /// `f32[64, 10]`
  var summary: String { dtype.name + shape.description }
}

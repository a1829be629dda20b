import Autograd
import Catalog
import Datasets
import Networks
import Text

// Members in the reference: `tensor.item`, `list.append`, `model.train`.
extension Reference {
  /// Every member, by type.
  public static let members: [Member] =
    Properties.all + methods + NetworkMembers.all + DatasetMembers.all + GradientReport.members

  private static var methods: [Member] {
    Methods.all.flatMap { type, methods in
      methods.map { method in
        let known = method.descriptor
        return Member(
          method: known.name, of: type, known.summary, Array(known.parameters.dropFirst()),
          returns: known.returns,
          examples: known.examples)
      }
    }
  }

  /// Types that have members, in order.
  public static var typesWithMembers: [String] {
    members.reduce(into: []) { if !$0.contains($1.type) { $0.append($1.type) } }
  }

  /// Members by a name, `item`, or by type and name, `tensor.item`.
  public static func members(_ path: String) -> [Member] {
    let parts = path.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    switch parts.count {
    case 1: return members.filter { $0.name == parts[0] }
    case 2: return members.filter { $0.type == parts[0] && $0.name == parts[1] }
    default: return []
    }
  }

  /// What a member of a value of a type is, methods that are builtins included; nil for none.
  public static func text(of name: String, type: String) -> String? {
    if let member = members.first(where: { $0.type == type && $0.name == name }) { return text(member) }
    guard type == "tensor", let builtin = Registry.shared.tensorMethod(name) else { return nil }
    let descriptor = builtin.reference(BuiltinObject.self).descriptor
    return "x.\(name)(…)  =  \(descriptor.name)(x, …)\n\n" + text(descriptor)
  }

  public static func text(_ member: Member) -> String {
    let lines = text(member.descriptor).split(separator: "\n", omittingEmptySubsequences: false)
    return ([Substring(member.signature)] + lines.dropFirst()).joined(separator: "\n")
  }
}

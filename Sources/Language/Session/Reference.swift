import Autograd
import Catalog
import Tensor
import Text

/// The builtin reference as text and JSON, from the catalog.
public enum Reference {
  /// Signature, summary, formula, parameters and examples of a builtin, `relu`, or of members, `item` or
  /// `tensor.item`; nil for an unknown name.
  public static func text(_ name: String) -> String? {
    let members = members(name)
    if let descriptor = descriptor(name) {
      let also = members.map { "`\($0.signature)`" }.joined(separator: ", ")
      return text(descriptor)
        + (also.isEmpty ? "" : "\n\n  " + Wording("see also \(also)", "另见 \(also)").text)
    }
    if !members.isEmpty { return members.map { text($0) }.joined(separator: "\n\n") }
    let parts = name.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    return text(of: parts.last ?? name, type: parts.count == 2 ? parts[0] : "tensor")
  }

  public static func text(_ descriptor: Descriptor) -> String {
    var lines = [descriptor.signature, "", "  " + descriptor.summary.text]
    if !descriptor.formula.isEmpty { lines += ["", "  " + descriptor.formula] }
    if !descriptor.parameters.isEmpty {
      lines.append("")
      let width = descriptor.parameters.map(\.signature.count).max() ?? 0
      for parameter in descriptor.parameters {
        let padding = String(repeating: " ", count: width - parameter.signature.count)
        lines.append(line(parameter, padding))
      }
    }
    if !descriptor.returns.isEmpty { lines += ["", "  " + Reference.gives(descriptor).text] }
    if let shapes = shapes(descriptor) { lines += ["", "  " + shapes] }
    for (index, example) in descriptor.examples.enumerated() {
      if index == 0 { lines.append("") }
      lines.append("  " + example.code + (example.result.isEmpty ? "" : "   #=> " + example.result))
    }
    if !descriptor.notes.isEmpty { lines += ["", "  " + descriptor.notes.text] }
    return lines.joined(separator: "\n")
  }

  /// What comes back, as a phrase.
  public static func gives(_ descriptor: Descriptor) -> Wording {
    Wording("gives \(descriptor.returns)", "结果：\(descriptor.returns)")
  }

  /// The shape rule of an operation at work: `[2, 3], [3, 4] → [2, 4]`.
  private static func shapes(_ descriptor: Descriptor) -> String? {
    guard let operation = Operations.all.first(where: { $0.name == descriptor.name }),
      operation.descriptor.category == descriptor.category
    else { return nil }
    let cases = operation.checks.prefix(2).compactMap { check -> String? in
      let inputs = check.shapes.enumerated().compactMap { index, shape in
        (try? Shape.checked(shape)).map { TensorType($0, check.indices[index] == nil ? .f32 : .i64) }
      }
      guard inputs.count == check.shapes.count,
        let outputs = try? outputs(of: operation, inputs, check.attributes)
      else { return nil }
      let text = { (types: [TensorType]) in types.map { $0.shape.description }.joined(separator: ", ") }
      return "\(text(inputs)) → \(text(outputs))"
    }
    let shown = cases.joined(separator: ";  ")
    return cases.isEmpty ? nil : Wording("shapes \(shown)", "形状：\(shown)").text
  }

  private static func outputs(
    of operation: Operation, _ inputs: [TensorType], _ attributes: [Attribute]
  ) throws -> [TensorType] {
    let zeros = try inputs.map { Variable(try Tensor.zeros($0.shape, $0.dtype)) }
    let (prepared, settings) = try operation.prepare?(zeros, attributes) ?? (zeros, attributes)
    return try operation.shapeRule(prepared.map { TensorType($0.shape, $0.dtype) }, settings)
  }

  private static func line(_ parameter: Parameter, _ padding: String) -> String {
    let summary = meaning(of: parameter)
    let aliases = parameter.aliases.joined(separator: ", ")
    let text = aliases.isEmpty ? summary : Wording("\(summary); also \(aliases)", "\(summary)；也作 \(aliases)")
    return "    \(parameter.signature)\(padding)  \(text.text)"
  }

  /// The summary, or what kind of value is wanted.
  static func meaning(of parameter: Parameter) -> Wording {
    parameter.summary.isEmpty ? parameter.kind.wanted : parameter.summary
  }

  /// Builtins whose name or summary, in any language, mentions a word, a line each.
  public static func mentions(_ word: String) -> [String] {
    let word = word.lowercased()
    return descriptors.filter {
      $0.name.lowercased().contains(word) || $0.summary.english.lowercased().contains(word)
        || $0.summary.chinese.lowercased().contains(word)
    }
    .map { "\($0.name)  \($0.summary.text)" }
      + members.filter { $0.name.contains(word) }.map { "\($0.signature)  \($0.descriptor.summary.text)" }
  }

  /// Every builtin with its summary, by category.
  public static func listing() -> String {
    var lines: [String] = []
    for category in Category.allCases {
      let descriptors = Registry.shared.descriptors.filter { $0.category == category }
      if descriptors.isEmpty { continue }
      if !lines.isEmpty { lines.append("") }
      lines.append(category.title.text)
      let width = descriptors.map(\.name.count).max() ?? 0
      for descriptor in descriptors {
        let padding = String(repeating: " ", count: width - descriptor.name.count)
        lines.append("  \(descriptor.name)\(padding)  \(descriptor.summary.text)")
      }
    }
    for type in typesWithMembers {
      let own = members.filter { $0.type == type }
      lines += ["", Wording("members of \(TypeNoun.one(type))", "\(TypeNoun.bare(type))的成员").text]
      let width = own.map(\.name.count).max() ?? 0
      for member in own {
        let padding = String(repeating: " ", count: width - member.name.count)
        lines.append("  \(member.name)\(padding)  \(member.descriptor.summary.text)")
      }
    }
    return lines.joined(separator: "\n")
  }

  /// Every descriptor, by category and name.
  public static var descriptors: [Descriptor] { Registry.shared.descriptors }

  public static func descriptor(_ name: String) -> Descriptor? { Registry.shared.builtins[name]?.descriptor }

  /// The reference as a JSON array; of one builtin when named.
  public static func json(_ name: String? = nil, in language: UserLanguage = .english) -> String? {
    if let name, let descriptor = descriptor(name) { return json(descriptor, language) }
    if let name {
      let found = members(name).map { json($0.descriptor, language, of: $0.type) }
      return found.count > 1 ? "[\n" + found.joined(separator: ",\n") + "\n]" : found.first
    }
    let all =
      descriptors.map { json($0, language) } + members.map { json($0.descriptor, language, of: $0.type) }
    return "[\n" + all.joined(separator: ",\n") + "\n]"
  }

  private static func json(_ descriptor: Descriptor, _ language: UserLanguage, of type: String? = nil)
    -> String
  {
    let parameters = descriptor.parameters.map { parameter in
      object([
        ("name", jsonString(parameter.name)), ("kind", jsonString(parameter.kind.wanted.text(in: language))),
        ("default", parameter.fallback.map { jsonString($0.literal) } ?? "null"),
        ("summary", jsonString(parameter.summary.text(in: language))),
        ("aliases", "[" + parameter.aliases.map { jsonString($0) }.joined(separator: ", ") + "]"),
        ("variadic", parameter.variadic ? "true" : "false"),
        ("keyword_only", parameter.keywordOnly ? "true" : "false"),
      ])
    }
    let examples = descriptor.examples.map {
      object([("code", jsonString($0.code)), ("result", jsonString($0.result))])
    }
    return object([
      ("name", jsonString(descriptor.name)), ("category", jsonString(descriptor.category.rawValue)),
      ("member_of", type.map { jsonString($0) } ?? "null"),
      ("signature", jsonString(descriptor.signature)),
      ("summary", jsonString(descriptor.summary.text(in: language))),
      ("formula", jsonString(descriptor.formula)),
      ("returns", jsonString(descriptor.returns.text(in: language))),
      ("parameters", "[" + parameters.joined(separator: ", ") + "]"),
      ("examples", "[" + examples.joined(separator: ", ") + "]"),
      ("notes", jsonString(descriptor.notes.text(in: language))),
    ])
  }

  private static func object(_ fields: [(String, String)]) -> String {
    "{" + fields.map { "\(jsonString($0.0)): \($0.1)" }.joined(separator: ", ") + "}"
  }
}

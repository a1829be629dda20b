import CMachine
import Catalog
import Text

/// The builtins of the language itself.
enum General {
  static let all: [BuiltinObject] = output + values + sequences + functional + session

  static func make(
    _ name: String, _ summary: Wording, _ parameters: [Parameter], returns: Wording = .empty,
    examples: [Example] = [],
    direct: DLSDirect? = nil, _ native: @escaping BuiltinObject.Native
  ) -> BuiltinObject {
    BuiltinObject(
      Descriptor(name, .general, summary, parameters: parameters, returns: returns, examples: examples),
      direct: direct, native: native)
  }
}

extension NativeCall {
  /// The n-th argument as a string.
  func string(_ value: Value, _ index: Int) throws -> String {
    guard value.tag == Tag.string else { throw wrong(value, index, TypeNoun.one("string")) }
    return value.text
  }

  func function(_ value: Value, _ index: Int) throws -> Value {
    guard value.callable != nil else { throw wrong(value, index, TypeNoun.one("function")) }
    return value
  }

  /// A whole number, or the fallback when nothing was given.
  func whole(_ value: Value, _ index: Int, default fallback: Int) throws -> Int {
    if value.isUndefined { return fallback }
    guard value.scalar != nil else { throw wrong(value, index, Wording("a whole number", "整数")) }
    return try value.wholeNumber()
  }

  func bool(_ value: Value, default fallback: Bool) throws -> Bool {
    value.isUndefined ? fallback : try value.truth()
  }

  /// Checks that required arguments are there.
  func required() throws -> [Value] {
    let values = try values()
    if names.isEmpty, count == plainCount { return values }
    for (value, parameter) in zip(values, descriptor.parameters)
    where value.isUndefined && parameter.fallback == nil && !parameter.variadic {
      throw CallFailure.missing(parameter.name, function: descriptor.name, signature: descriptor.signature)
    }
    return values
  }

  func wrong(_ value: Value, _ index: Int, _ expected: Wording) -> CallFailure {
    .wrongKind(
      argument: descriptor.parameters[min(index, descriptor.parameters.count - 1)].name,
      function: descriptor.name, expected: expected, got: value.detail, index: index)
  }
}

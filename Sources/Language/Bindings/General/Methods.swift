import CMachine
import Catalog
import Text

/// The methods of the language's own types, by the type's name. The receiver is the first argument.
enum Methods {
  static let all: [(type: String, methods: [BuiltinObject])] = [
    ("string", strings), ("list", lists), ("range", ranges), ("tensor", tensors), ("record", records),
    ("function", []),
  ]

  static func method(
    _ name: String, _ summary: Wording, _ parameters: [Parameter] = [],
    direct: DLSDirect? = nil, examples: [Example] = [],
    _ native: @escaping ([Value], NativeCall) throws -> Value
  ) -> BuiltinObject {
    General.make(name, summary, [Parameter("self", .any)] + parameters, examples: examples, direct: direct) {
      call in
      try native(try call.required(), call)
    }
  }
}

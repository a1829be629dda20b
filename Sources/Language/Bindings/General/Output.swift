import Catalog
import Figures
import Text

extension General {
  static let output: [BuiltinObject] = [
    make(
      "print", "writes values with a space between, and a new line",
      [Parameter("values", .any, "anything; a string prints without quotes", variadic: true)],
      examples: [Example("print(\"loss\", 0.25)")]
    ) { call in
      if call.names.contains(where: { $0 != nil }) {
        throw CallFailure.unknownArgument(
          call.names.compactMap { $0 }.first ?? "", function: "print", valid: ["values"])
      }
      for value in call.all { call.machine.showIfFigure(value) }
      let texts = call.all.filter { $0.figure == nil }.map(\.printed)
      if !texts.isEmpty || call.count == 0 { call.machine.output(texts.joined(separator: " ") + "\n") }
      return .none
    },
    make(
      "format", "a value as text by a format spec, as in an f-string",
      [Parameter("value", .any), Parameter("spec", .string, "`.4f`, `>8`, `,`", default: .string(""))],
      returns: "a string", examples: [Example("format(3.14159, \".2f\")", "\"3.14\"")]
    ) { call in
      let values = try call.required()
      let spec = values[1].isUndefined ? "" : try call.string(values[1], 1)
      return Value(spec.isEmpty ? values[0].printed : try values[0].formatted(spec))
    },
    make(
      "str", "a value as text, as `print` writes it", [Parameter("value", .any)], returns: "a string",
      examples: [Example("str(1.5)", "\"1.5\"")]
    ) { call in Value(try call.required()[0].printed) },
  ]
}

extension Value {
  /// The figure it is, if any.
  var figure: Figure? { tag == Tag.object ? reference(AnyObject.self) as? Figure : nil }
}

extension Machine {
  func showIfFigure(_ value: Value) {
    if let figure = value.figure { onFigure?(figure) }
  }
}

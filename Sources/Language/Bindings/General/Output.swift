import Catalog
import Figures
import Text

extension General {
  static let output: [BuiltinObject] = [
    make(
      "print", Wording("writes values with a space between, and a new line", "写出各值，之间空一格，末尾换行"),
      [
        Parameter(
          "values", .any, Wording("anything; a string prints without quotes", "任意值；字符串不带引号打印"), variadic: true
        )
      ],
      examples: [Example("print(\"loss\", 0.25)")]
    ) { call in
      if call.names.contains(where: { $0 != nil }) {
        throw CallFailure.unknownArgument(
          call.names.compactMap { $0 }.first ?? "", function: "print", valid: ["values"])
      }
      for value in call.all { call.machine.showIfFigure(value) }
      let texts = call.all.filter { $0.figure == nil }.map(call.count == 1 ? \.printedInFull : \.printed)
      if !texts.isEmpty || call.count == 0 { call.machine.output(texts.joined(separator: " ") + "\n") }
      return .none
    },
    make(
      "format", Wording("a value as text by a format spec, as in an f-string", "按格式说明把值写成文本，与 f 字符串相同"),
      [
        Parameter("value", .any),
        Parameter("spec", .string, Wording("`.4f`, `>8`, `,`", "`.4f`、`>8`、`,`"), default: .string("")),
      ],
      returns: Wording("a string", "字符串"), examples: [Example("format(3.14159, \".2f\")", "\"3.14\"")]
    ) { call in
      let values = try call.required()
      let spec = values[1].isUndefined ? "" : try call.string(values[1], 1)
      return Value(spec.isEmpty ? values[0].printed : try values[0].formatted(spec))
    },
    make(
      "str", Wording("a value as text, as `print` writes it", "值的文本，与 `print` 写出的相同"),
      [Parameter("value", .any)], returns: Wording("a string", "字符串"),
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

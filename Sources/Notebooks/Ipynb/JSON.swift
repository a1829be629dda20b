import Text

/// A JSON value; objects keep their order.
public indirect enum JSON: Equatable {
  case null
  case bool(Bool)
  case number(Double)
  case string(String)
  case array([JSON])
  case object([Field])

  public struct Field: Equatable {
    public var name: String
    public var value: JSON
    public init(_ name: String, _ value: JSON) {
      self.name = name
      self.value = value
    }
  }

  public static func object(_ fields: KeyValuePairs<String, JSON>) -> JSON {
    .object(fields.map { Field($0.key, $0.value) })
  }

  public subscript(name: String) -> JSON? {
    guard case .object(let fields) = self else { return nil }
    return fields.last { $0.name == name }?.value
  }

  public var text: String? { if case .string(let text) = self { text } else { nil } }
  public var items: [JSON]? { if case .array(let items) = self { items } else { nil } }

  /// On one line.
  public var compact: String {
    var result = ""
    write(to: &result, indent: nil)
    return result
  }

  /// One space a level, as Jupyter writes notebooks.
  public var pretty: String {
    var result = ""
    write(to: &result, indent: 0)
    return result
  }

  private func write(to result: inout String, indent: Int?) {
    switch self {
    case .null: result += "null"
    case .bool(let value): result += value ? "true" : "false"
    case .number(let value):
      result += Int(exactly: value).map(String.init) ?? (value.isFinite ? "\(value)" : "null")
    case .string(let value): result += jsonString(value)
    case .array(let items):
      JSON.write(items.map { ("", $0) }, "[", "]", to: &result, indent: indent)
    case .object(let fields):
      JSON.write(
        fields.map { (jsonString($0.name) + (indent == nil ? ":" : ": "), $0.value) }, "{", "}", to: &result,
        indent: indent)
    }
  }

  private static func write(
    _ items: [(String, JSON)], _ open: String, _ close: String, to result: inout String, indent: Int?
  ) {
    result += open
    let inner = indent.map { $0 + 1 }
    for (index, item) in items.enumerated() {
      if index > 0 { result += "," }
      if let inner { result += "\n" + String(repeating: " ", count: inner) }
      result += item.0
      item.1.write(to: &result, indent: inner)
    }
    if let indent, !items.isEmpty { result += "\n" + String(repeating: " ", count: indent) }
    result += close
  }
}

import Autograd
import Text

extension Machine {
  /// `f"…"` from its parts; texts stand where there is no format.
  func interpolated(
    _ first: UnsafeMutablePointer<Value>, _ count: Int, _ formats: [String?]
  ) throws -> Value {
    if shapeRun != nil, (0..<count).contains(where: { first[$0].holdsUnknown || first[$0].isHollowTensor }) {
      return .unknown
    }
    var result = ""
    for index in 0..<count {
      let value = first[index]
      if let format = formats[index] {
        result += format.isEmpty ? value.printed : try value.formatted(format)
      } else {
        result += value.text
      }
    }
    try MemoryBudget.require(bytes: result.utf8.count, Wording("the string", "字符串"))
    return Value(result)
  }
}

extension Value {
  /// With a format spec as in Python: `.4f`, `>8`, `,`.
  func formatted(_ text: String) throws -> String {
    let spec = try KnownFormats.spec(text)
    if tag == Tag.bool { return try spec.format(printed) }
    if let number = scalar, spec.type != "s" { return try spec.format(number) }
    do {
      return try spec.format(printed)
    } catch FormatFailure.textWithNumberType(let format, let type) where tag != Tag.string {
      throw ValueFailure.format(format, type, of: typeName)
    }
  }
}

/// Formats that a program uses again and again, read once.
private enum KnownFormats {
  @exclusivity(unchecked) nonisolated(unsafe) private static var known: [String: FormatSpec] = [:]

  static func spec(_ text: String) throws -> FormatSpec {
    if let spec = known[text] { return spec }
    let spec = try FormatSpec(text)
    if known.count < 1000 { known[text] = spec }
    return spec
  }
}

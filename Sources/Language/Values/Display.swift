import Autograd
import Catalog
import Networks
import Tensor
import Text

extension Value {
  /// As the REPL and containers show it: strings quoted.
  var shown: String { text(quoted: true, depth: 0) }

  /// As `print` writes it: a string without quotes.
  var printed: String { text(quoted: false, depth: 0) }

  /// As `print` writes it by itself: a gradient check with all that it compared, not its largest error alone.
  var printedInFull: String {
    let report = tag == Tag.object ? reference(AnyObject.self) as? GradientReport : nil
    return report?.displayTable?.text ?? printed
  }

  private func text(quoted: Bool, depth: Int) -> String {
    switch tag {
    case Tag.undefined, Tag.none: return "none"
    case Tag.bool: return isTrueBool ? "true" : "false"
    case Tag.number: return formatNumber(double)
    case Tag.dtype: return dtype.name
    case Tag.string: return quoted ? Value.quote(text) : text
    case Tag.tensor: return reference(Variable.self).shown
    case Tag.list: return Value.joined(reference(ListObject.self).items, "[", "]", depth)
    case Tag.tuple:
      let items = reference(TupleObject.self).items
      return Value.joined(items, "(", items.count == 1 ? ",)" : ")", depth)
    case Tag.record:
      let record = reference(RecordObject.self)
      guard depth < Value.maximumDepth else { return "{…}" }
      let fields = zip(record.names, record.values).map {
        "\(Value.fieldName($0)): \($1.text(quoted: true, depth: depth + 1))"
      }
      return "{" + fields.joined(separator: ", ") + "}"
    case Tag.range:
      let range = reference(RangeObject.self)
      let ends = "\(formatNumber(range.from))..\(formatNumber(range.through))"
      return range.step == 1 ? ends : ends + " by \(formatNumber(range.step))"
    default: return objectText
    }
  }

  private static let maximumDepth = 40

  private static func joined(_ items: [Value], _ open: String, _ close: String, _ depth: Int) -> String {
    guard depth < maximumDepth else { return open + "…" + close }
    // A long list shows its beginning and its end.
    let texts: [String]
    if items.count > 1000 {
      texts =
        items.prefix(20).map { $0.text(quoted: true, depth: depth + 1) } + ["…"]
        + items.suffix(20).map { $0.text(quoted: true, depth: depth + 1) }
    } else {
      texts = items.map { $0.text(quoted: true, depth: depth + 1) }
    }
    return open + texts.joined(separator: ", ") + close
  }

  private static func fieldName(_ name: String) -> String {
    let isPlain =
      !name.isEmpty
      && name.unicodeScalars.allSatisfy {
        $0 == "_" || $0.properties.isAlphabetic || ("0"..."9").contains($0)
      }
    return isPlain ? name : quote(name)
  }

  static func quote(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      case "\r": result += "\\u{d}"
      default:
        if scalar.value < 0x20 {
          result += "\\u{\(String(scalar.value, radix: 16))}"
        } else {
          result.unicodeScalars.append(scalar)
        }
      }
    }
    return result + "\""
  }

  private var objectText: String {
    let object = reference(AnyObject.self)
    switch tag {
    case Tag.function:
      let function = reference(FunctionObject.self)
      return function.prototype.name.isEmpty ? function.name : "function \(function.prototype.signature)"
    case Tag.builtin: return "builtin \(reference(BuiltinObject.self).signature)"
    case Tag.model: return "model \(reference(ModelObject.self).prototype.initializer.signature)"
    default:
      if let displayable = object as? any Displayable { return displayable.displayText }
      if let callable = object as? any Callable { return "function \(callable.name)" }
      return "object"
    }
  }
}

extension Variable {
  /// A 0-d tensor as its number, others as nested lists.
  var shown: String {
    if shape.rank == 0 { return tensor.itemText }
    return tensor.listText
  }
}

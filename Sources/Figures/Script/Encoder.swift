/// Makes text inert for gnuplot: the only way in which a string reaches a script.
public enum Encoder {
  /// A double-quoted gnuplot string. Every ASCII byte that is no letter or space is an octal escape, digits too (they
  /// could lengthen an escape before them); NUL is left out; what is beyond ASCII stays.
  public static func quoted(_ text: String) -> String {
    var bytes: [UInt8] = [0x22]
    for byte in text.utf8 {
      switch byte {
      case 0: continue
      case 0x41...0x5A, 0x61...0x7A, 0x20, 0x80...0xFF: bytes.append(byte)
      default:
        bytes += [0x5C, 0x30 + (byte >> 6), 0x30 + ((byte >> 3) & 7), 0x30 + (byte & 7)]
      }
    }
    bytes.append(0x22)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// A number as gnuplot reads it.
  static func number(_ value: Double) -> String {
    guard value.isFinite else { return "NaN" }
    if value == value.rounded(), abs(value) < 1e15 { return "\(Int(value))" }
    return "\(value)"
  }

  /// For places on the sheet: a thousandth of a pixel is enough.
  static func short(_ value: Double) -> String {
    guard value.isFinite else { return "0" }
    return number((value * 1e5).rounded() / 1e5)
  }
}

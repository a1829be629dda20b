/// Widths of text, so that room for it can be left before gnuplot draws it.
enum TextMetrics {
  /// Advance widths of Noto Sans, U+0020…U+007E, in thousandths of an em.
  private static let ascii: [Double] = [
    260, 269, 408, 646, 572, 831, 732, 225, 300, 300, 551, 572, 268, 322, 268, 372, 572, 572, 572, 572, 572,
    572,
    572, 572, 572, 572, 268, 268, 572, 572, 572, 434, 899, 639, 650, 632, 730, 556, 519, 728, 741, 339, 273,
    619,
    524, 907, 760, 781, 605, 781, 622, 549, 556, 731, 600, 930, 586, 566, 572, 329, 372, 329, 572, 444, 281,
    561,
    615, 480, 615, 564, 344, 615, 618, 258, 258, 534, 258, 935, 618, 605, 615, 615, 413, 479, 361, 618, 508,
    786,
    529, 510, 470, 380, 551, 380, 572,
  ]

  /// In em; the widest line of a text of several.
  static func width(_ text: String) -> Double {
    var widest = 0.0
    var line = 0.0
    for scalar in text.unicodeScalars {
      if scalar == "\n" {
        widest = max(widest, line)
        line = 0
      } else {
        line += advance(scalar)
      }
    }
    return max(widest, line)
  }

  /// Broken at spaces and between Chinese characters into lines of at most this width in em; the last takes the rest.
  static func wrapped(_ text: String, width limit: Double, lines most: Int) -> String {
    guard width(text) > limit, lineCount(text) == 1 else { return text }
    // Lines of equal length look better than one full and one short.
    let count = min(Double(most), (width(text) / limit).rounded(.up))
    let aim = width(text) / count
    var (lines, line): ([String], String) = ([], "")
    for character in text {
      line.append(character)
      let breaks = character == " " || hasCJK(String(character))
      if breaks, width(line) >= aim - 0.5, lines.count < most - 1 {
        lines.append(line)
        line = ""
      }
    }
    return (lines + [line]).filter { !$0.isEmpty }.joined(separator: "\n")
  }

  static func lineCount(_ text: String) -> Int { 1 + text.utf8.reduce(0) { $0 + ($1 == 0x0A ? 1 : 0) } }

  private static func advance(_ scalar: Unicode.Scalar) -> Double {
    switch scalar.value {
    case 0x20...0x7E: ascii[Int(scalar.value) - 0x20] / 1000
    case 0x300...0x36F, 0x200B...0x200F: 0
    case 0x2070...0x209F, 0xB2, 0xB3, 0xB9: 0.35
    case 0x1100...0x11FF, 0x2E80...0x9FFF, 0xAC00...0xD7AF, 0xF900...0xFAFF, 0xFF00...0xFF60,
      0x1F300...0x3FFFF:
      1
    case 0x2032, 0xB7: 0.27
    default: 0.62
    }
  }

  static func hasCJK(_ text: String) -> Bool {
    text.unicodeScalars.contains {
      (0x2E80...0x9FFF).contains($0.value) || (0xAC00...0xD7AF).contains($0.value)
    }
  }
}

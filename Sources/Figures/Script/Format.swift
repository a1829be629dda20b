/// The kinds of file a figure can be drawn into.
public enum Format: String, Sendable, CaseIterable {
  case svg, pdf, png
  /// For animations: no smooth edges, one font.
  case gif

  /// From the end of a file name.
  public init?(path: String) {
    guard let dot = path.lastIndex(of: "."),
      let format = Format(rawValue: path[path.index(after: dot)...].lowercased())
    else { return nil }
    self = format
  }

  /// What gnuplot is told; `width` and `height` in pixels.
  func terminal(width: Int, height: Int, rate: Double = 1) -> String {
    switch self {
    case .gif:
      "gif animate truecolor delay \(Int((100 / max(0.1, rate)).rounded())) loop 0 size \(width),\(height) "
        + "font \"\(fontName),15\" rounded noenhanced background rgb \"#ffffff\""
    case .svg:
      "svg size \(width),\(height) fixed standalone font \"dls,20\" rounded noenhanced background rgb \"#ffffff\""
    case .pdf:
      "pdfcairo size \(Encoder.short(Double(width) / 150))in,\(Encoder.short(Double(height) / 150))in "
        + "font \"dls,10\" rounded noenhanced background rgb \"#ffffff\""
    case .png:
      "pngcairo size \(width),\(height) font \"dls,20\" rounded noenhanced background rgb \"#ffffff\""
    }
  }

  /// The gif terminal takes every letter from a single font, so that must have all.
  var fontName: String { self == .gif ? "Noto Sans CJK SC" : "dls" }

  /// gnuplot's font size for an em of one pixel.
  var fontScale: Double {
    switch self {
    case .gif: 0.75
    case .svg: 1
    case .pdf: 0.64
    case .png: 0.75
    }
  }

  /// gnuplot's linewidth for a line one pixel wide.
  var lineScale: Double {
    switch self {
    case .gif: 1
    case .svg: 1
    case .pdf: 0.96
    case .png: 1
    }
  }

  /// gnuplot's point size for a mark of size 1.
  var pointScale: Double {
    switch self {
    case .gif: 1
    case .svg: 0.78
    case .pdf: 0.68
    case .png: 1.35
    }
  }
}

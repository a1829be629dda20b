import Catalog
import Glibc
import Text

/// Draws figures with gnuplot. One process for each figure, or one kept for many when made with `keepsProcess`.
public final class Renderer {
  /// For one-off figures.
  public static let shared = Renderer()

  private let program: String
  private let timeout: Int
  private let keepsProcess: Bool
  private var kept: GnuplotProcess?
  nonisolated(unsafe) private static var warnedAboutFonts = false

  /// - Parameters:
  ///   - program: looked up on the PATH.
  ///   - timeout: seconds a figure may take.
  public init(program: String = "gnuplot", timeout: Int = 60, keepsProcess: Bool = false) {
    self.program = program
    self.timeout = timeout
    self.keepsProcess = keepsProcess
  }

  /// The process id of the kept gnuplot, 0 when none runs.
  public var processIdentifier: Int { kept?.processIdentifier ?? 0 }

  /// Ends the kept gnuplot and removes its folder; the next figure starts another. Call it before the program ends.
  public func close() { kept = nil }

  /// The figure as a file's bytes. Text in SVG stays text.
  public func data(_ figure: Figure, _ format: Format) throws -> [UInt8] {
    if format == .svg, !figure.frames.isEmpty { return Array(try animated(figure).utf8) }
    warnAboutFonts(figure)
    let process = try kept ?? GnuplotProcess(program: program, timeout: timeout)
    kept = nil
    let output = process.folder + "/figure." + format.rawValue
    unlink(output)
    defer { unlink(output) }
    let word = "T" + String(UInt64.random(in: .min ... .max), radix: 36)
    let script = "reset session\n" + Script.text(figure, format: format, output: output, tag: "E" + word)
    try process.run(script, token: word)
    let complaint = process.complaint
    guard let bytes = FileBytes.read(output), bytes.count > 60 else {
      throw FigureFailure.gnuplotFailed(
        message: complaint.isEmpty ? Wording("it wrote nothing", "它什么也没写出") : Wording(verbatim: complaint))
    }
    if keepsProcess { kept = process }
    return format == .svg ? Self.polished(bytes) : bytes
  }

  /// An animation as one SVG: its frames on top of each other, each visible in its turn.
  private func animated(_ figure: Figure) throws -> String {
    let renderer = Renderer(program: program, timeout: timeout, keepsProcess: true)
    let count = figure.frames.count
    let length = Encoder.short(Double(count) / figure.frameRate)
    let size =
      "width=\"\(figure.width)\" height=\"\(figure.height)\" viewBox=\"0 0 \(figure.width) \(figure.height)\""
    var text = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" "
    text += "xmlns:xlink=\"http://www.w3.org/1999/xlink\" \(size)>\n"
    for (index, frame) in figure.frames.enumerated() {
      try Hosting.checkInterruption()
      let svg = try renderer.svg(frame)
      var values = [String](repeating: "none", count: count)
      values[index] = "inline"
      // Viewers that show no animation show the last frame.
      text += "<g display=\"\(index == count - 1 ? "inline" : "none")\">"
      text +=
        "<animate attributeName=\"display\" calcMode=\"discrete\" repeatCount=\"indefinite\" dur=\"\(length)s\" "
      text += "values=\"\(values.joined(separator: ";"))\"/>\n"
      text += Self.body(of: svg) + "</g>\n"
    }
    return text + "</svg>\n"
  }

  /// From the root element on, without the XML declaration before it.
  private static func body(of svg: String) -> Substring {
    var rest = svg[...]
    while !rest.isEmpty, !rest.hasPrefix("<svg") {
      guard let next = rest.dropFirst().firstIndex(of: "<") else { return "" }
      rest = rest[next...]
    }
    return rest
  }

  public func svg(_ figure: Figure) throws -> String {
    String(decoding: try data(figure, .svg), as: UTF8.self)
  }

  /// Draws into a file, whole or not at all.
  public func render(_ figure: Figure, to path: String, format: Format) throws {
    let bytes = try data(figure, format)
    do {
      try AtomicFile.write(bytes, to: path)
    } catch let error as SystemError {
      throw FigureFailure.notWritable(path: path, reason: error.reason)
    }
  }

  /// Browsers do not know the family "dls", and would blur the pixels of small images.
  private static func polished(_ bytes: [UInt8]) -> [UInt8] {
    let text = withoutEmptyGroups(String(decoding: bytes, as: UTF8.self))
    let family = "font-family=\"\(FontConfiguration.webFamilies)\""
    var result = replace("font-family=\"dls\"", family, in: text)
    result = replace("font-family=\"dls:Italic\"", family + " font-style=\"italic\"", in: result)
    result = replace("font-family=\"dls:Bold\"", family + " font-weight=\"bold\"", in: result)
    result = replace("<image ", "<image style=\"image-rendering:pixelated\" ", in: result)
    return Array(result.utf8)
  }

  /// gnuplot leaves a group for every change of the pen, also where nothing is drawn with it; which ones depends on
  /// what the process drew before.
  private static func withoutEmptyGroups(_ svg: String) -> String {
    var kept: [Substring] = []
    for line in svg.split(separator: "\n", omittingEmptySubsequences: false) {
      if line == "</g>", let last = kept.last, last.hasPrefix("<g "), last.hasSuffix(">") {
        kept.removeLast()
      } else {
        kept.append(line)
      }
    }
    return kept.joined(separator: "\n")
  }

  private static func replace(_ old: String, _ new: String, in text: String) -> String {
    let (source, pattern) = (Array(text.utf8), Array(old.utf8))
    var result: [UInt8] = []
    result.reserveCapacity(source.count + 4096)
    var index = 0
    while index < source.count {
      if source[index] == pattern[0], index + pattern.count <= source.count,
        source[index..<index + pattern.count].elementsEqual(pattern)
      {
        result += new.utf8
        index += pattern.count
      } else {
        result.append(source[index])
        index += 1
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  private func warnAboutFonts(_ figure: Figure) {
    guard !Self.warnedAboutFonts, figure.hasCJKText, !FontConfiguration.hasCJK else { return }
    Self.warnedAboutFonts = true
    Hosting.current.warn(FigureFailure.noCJKFont.fault)
  }
}

extension Figure {
  var hasCJKText: Bool {
    let layout = FigureLayout(self)
    if TextMetrics.hasCJK(title) { return true }
    return layout.panels.contains { placed in
      placed.texts.contains { TextMetrics.hasCJK($0.text) }
        || placed.panel.marks.contains {
          if case .text(let text) = $0 { TextMetrics.hasCJK(text.text) } else { false }
        }
    }
  }
}

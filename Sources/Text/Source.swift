import Synchronization

/// The text of a file, a cell or a command-line argument, with its line starts.
public final class Source: Sendable {
  public let id: SourceID
  /// What an error calls it: a path as the user gave it, `In[3]`, `-e`, `stdin`.
  public let name: String
  public let text: String
  private let lineStarts: [Int]

  fileprivate init(id: SourceID, name: String, text: String) {
    self.id = id
    self.name = name
    self.text = text
    var starts = [0]
    for (offset, byte) in text.utf8.enumerated() where byte == 0x0A { starts.append(offset + 1) }
    lineStarts = starts
  }

  /// A text that no span will ever refer to: it is looked at once and forgotten.
  public convenience init(unregistered text: String) {
    self.init(id: SourceID(index: -1), name: "", text: text)
  }

  public var lineCount: Int { lineStarts.count }

  /// Line and column of a UTF-8 offset, both from 1, the column in characters.
  public func position(of offset: Int) -> (line: Int, column: Int) {
    let offset = max(0, min(offset, text.utf8.count))
    let line = line(of: offset)
    return (line, characters(from: lineStarts[line - 1], to: offset) + 1)
  }

  /// The line (from 1) of a UTF-8 offset: without the column, which takes the length of the line to count.
  public func line(of offset: Int) -> Int {
    var low = 0
    var high = lineStarts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle }
    }
    return low + 1
  }

  /// The UTF-8 offset at which a line (from 1) begins.
  public func start(ofLine line: Int) -> Int { lineStarts[max(0, min(line - 1, lineStarts.count - 1))] }

  /// A line (from 1) without its newline.
  public func line(_ line: Int) -> Substring {
    guard line >= 1, line <= lineStarts.count else { return "" }
    let start = lineStarts[line - 1]
    let end = line < lineStarts.count ? lineStarts[line] - 1 : text.utf8.count
    return slice(start, end)
  }

  /// The text between two UTF-8 offsets.
  public func slice(_ start: Int, _ end: Int) -> Substring {
    let view = text.utf8
    let from = view.index(view.startIndex, offsetBy: max(0, min(start, view.count)))
    let to = view.index(view.startIndex, offsetBy: max(start, min(end, view.count)))
    return text[from..<to]
  }

  public subscript(span: Span) -> Substring { slice(span.start, span.end) }

  private func characters(from start: Int, to end: Int) -> Int { slice(start, end).count }
}

/// Every source of the process; spans refer to it by ``SourceID``. Safe to use from any thread.
public enum Sources {
  private static let all = Mutex<[Source]>([])

  public static func add(name: String, text: String) -> Source {
    all.withLock { sources in
      let source = Source(id: SourceID(index: Int32(clamping: sources.count)), name: name, text: text)
      sources.append(source)
      return source
    }
  }

  /// Gives the text of a source back, once no fault will name it any more.
  public static func forget(_ id: SourceID) {
    all.withLock { sources in
      let index = Int(id.index)
      guard sources.indices.contains(index) else { return }
      sources[index] = Source(id: id, name: sources[index].name, text: "")
    }
  }

  /// The source with that handle; an empty one for a handle nobody registered.
  public static subscript(id: SourceID) -> Source {
    all.withLock { sources in
      let index = Int(id.index)
      return sources.indices.contains(index) ? sources[index] : Source(unregistered: "")
    }
  }
}
